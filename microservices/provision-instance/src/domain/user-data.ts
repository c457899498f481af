import { gzipSync } from 'node:zlib';
import type { BlueprintDefinition } from '@cloudapp/contracts/blueprint';
import { withoutProse } from './without-prose.ts';
import { writeCloudConfig } from './cloud-config.ts';

/** EC2's limit for user-data, counted before base64. */
export const USER_DATA_MAX_BYTES = 16_384;

/** The agent's files by name, as they are in `machine/`: Python modules and systemd units. */
export type MachineFiles = Readonly<Record<MachineFileName, string>>;

export const machineFileNames = [
  'agent.py',
  'events.py',
  'keys.py',
  'scripts.py',
  'disk.py',
  'clock.py',
  'getting.py',
  'usage.py',
  'cloudapp-agent.service',
  'cloudapp-keys.service',
  'cloudapp-usage.service',
] as const;

type MachineFileName = (typeof machineFileNames)[number];

export interface UserDataInput {
  instanceId: string;
  blueprint: BlueprintDefinition;
  /** Where the machine posts its boot-events and asks for its key: what all its addresses begin with. */
  reportsUrl: string;
  /** The machine's own bearer token for all of them. */
  token: string;
  /** One OpenSSH public key, already checked against `sshPublicKeySchema`. */
  sshPublicKey: string;
  machineFiles: MachineFiles;
}

/** What the agent works through, `/etc/cloudapp/plan.json` on the machine. */
export interface MachinePlan {
  instanceId: string;
  eventsUrl: string;
  keyUrl: string;
  usageUrl: string;
  keepUrl: string;
  token: string;
  userName: string;
  /** The key that the login user has from the start. */
  sshPublicKey: string;
  steps: { id: string; title: string; script: string; timeoutSeconds: number; expectedSeconds: number }[];
  check: { script: string; timeoutSeconds: number };
  /** Names of the secrets that the steps leave and `check-passed` reports. */
  secrets: string[];
}

interface WrittenFile {
  path: string;
  permissions: string;
  content: string;
}

const AGENT_FOLDER = '/usr/local/lib/cloudapp';
const UNIT_FOLDER = '/etc/systemd/system';
const UNITS = ['cloudapp-agent.service', 'cloudapp-keys.service', 'cloudapp-usage.service'] as const;

/** By which steps get packages and whatever else they download; the agent has its folder in their PATH. */
const GET_COMMAND = `#!/bin/sh\nexec /usr/bin/python3 -B ${AGENT_FOLDER}/getting.py "$@"\n`;

/** By which whoever is logged in keeps an idle machine: only root may read the machine's token. */
const KEEP_COMMAND = `#!/bin/sh\nexec sudo -n /usr/bin/python3 -B ${AGENT_FOLDER}/usage.py keep "$@"\n`;

/**
 * apt as `cloudapp-get` runs it, by APT_CONFIG: patient with Debian's own updates, never asking, and failing where a list
 * could not be got, which it takes for a warning otherwise (apt-get(8)).
 */
export const APT_SETTINGS = `DPkg::Lock::Timeout "300";
Acquire::Retries "2";
Acquire::http::Timeout "20";
Acquire::https::Timeout "20";
APT::Update::Error-Mode "any";
Dpkg::Options { "--force-confdef"; "--force-confold"; };
`;

/**
 * The user-data of a new machine: a cloud-config, gzipped as cloud-init allows, because EC2 takes 16 KiB and the agent with
 * the steps of a larger blueprint comes near that as plain text.
 *
 * Of what a person chose, the key alone is in it; what the blueprint says reaches a shell only as a script file.
 */
export function buildUserData(input: UserDataInput): Buffer {
  const userData = gzipSync(renderCloudConfig(input), { level: 9 });
  if (userData.length > USER_DATA_MAX_BYTES) {
    throw new RangeError(
      `The user-data of blueprint ${input.blueprint.id} has ${userData.length} bytes; EC2 takes ${USER_DATA_MAX_BYTES}`,
    );
  }
  return userData;
}

export function renderCloudConfig(input: UserDataInput): string {
  const config = {
    // Only this user: the image's default one ("admin" on Debian's AMIs) would be a second way in.
    users: [
      {
        name: input.blueprint.userName,
        gecos: 'CloudApp user',
        shell: '/bin/bash',
        sudo: 'ALL=(ALL) NOPASSWD:ALL',
        lock_passwd: true,
        ssh_authorized_keys: [onOneLine(input.sshPublicKey)],
      },
    ],
    disable_root: true,
    ssh_pwauth: false,
    ssh_genkeytypes: ['ed25519', 'ecdsa'],
    write_files: filesOf(input).map((file) => ({ owner: 'root:root', ...file })),
    // Lists, not strings: cloud-init runs these without a shell.
    runcmd: [
      ['systemctl', 'daemon-reload'],
      ['systemctl', 'enable', ...UNITS],
      // Not waited for: the installation may take longer than cloud-init should.
      ['systemctl', 'start', '--no-block', ...UNITS],
    ],
  };
  return writeCloudConfig(config);
}

/** cloud-init splits what it finds in `authorized_keys` where Python ends lines, which is more often than sshd does. */
function onOneLine(publicKey: string): string {
  return publicKey.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
}

function filesOf(input: UserDataInput): WrittenFile[] {
  const { blueprint, machineFiles } = input;
  return [
    { path: '/etc/cloudapp/plan.json', permissions: '0600', content: JSON.stringify(planOf(input), undefined, 1) },
    { path: '/etc/cloudapp/apt.conf', permissions: '0644', content: APT_SETTINGS },
    ...blueprint.steps.map((step, index) => scriptFile(scriptPath(index, step.id), step.run)),
    scriptFile('/etc/cloudapp/check.sh', blueprint.check.run),
    ...machineFileNames.map((name) => ({
      path: `${name.endsWith('.service') ? UNIT_FOLDER : AGENT_FOLDER}/${name}`,
      permissions: '0644',
      content: name.endsWith('.py') ? withoutProse(machineFiles[name]) : machineFiles[name],
    })),
    { path: '/usr/local/bin/cloudapp-keep', permissions: '0755', content: KEEP_COMMAND },
    { path: `${AGENT_FOLDER}/bin/cloudapp-get`, permissions: '0755', content: GET_COMMAND },
  ];
}

const scriptFile = (path: string, content: string): WrittenFile => ({ path, permissions: '0700', content });

const scriptPath = (index: number, id: string): string =>
  `/etc/cloudapp/steps/${String(index + 1).padStart(2, '0')}-${id}.sh`;

function planOf({ instanceId, reportsUrl, token, sshPublicKey, blueprint }: UserDataInput): MachinePlan {
  return {
    instanceId,
    eventsUrl: `${reportsUrl}/boot-events`,
    keyUrl: `${reportsUrl}/key-reports`,
    usageUrl: `${reportsUrl}/usage-reports`,
    keepUrl: `${reportsUrl}/keep-reports`,
    token,
    userName: blueprint.userName,
    sshPublicKey: onOneLine(sshPublicKey),
    steps: blueprint.steps.map(({ id, title, timeoutSeconds, expectedSeconds }, index) => ({
      id,
      title,
      script: scriptPath(index, id),
      timeoutSeconds,
      expectedSeconds,
    })),
    check: { script: '/etc/cloudapp/check.sh', timeoutSeconds: blueprint.check.timeoutSeconds },
    secrets: blueprint.login.secrets.map((secret) => secret.id),
  };
}
