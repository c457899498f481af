import { foldText } from '@cloudapp/contracts/fold-text';
import type { LoginDetails } from '@cloudapp/contracts/instance';
import type { InstanceIn, LoginTemplate } from '@cloudapp/data/instance-record';
import { fingerprintOfLine } from './ssh-public-key.ts';

const loginPort = 22;
/** Linux lets only root listen below this port, so the tunnel's own end is moved up there. */
const firstFreePort = 1024;
const portShift = 8000;

/** Everything needed to log in. */
export function loginDetails(record: InstanceIn<'ready'>): LoginDetails {
  const { instanceId, address, hostKeys, login } = record;
  const sshHost = hostName(record);
  return {
    address,
    port: loginPort,
    userName: login.userName,
    command: `ssh ${byItsId(record)} ${login.userName}@${address}`,
    sshConfig: [
      `Host ${sshHost}`,
      `  HostName ${address}`,
      `  HostKeyAlias ${instanceId}`,
      `  User ${login.userName}`,
      '',
    ].join('\n'),
    sshHost,
    knownHosts: hostKeys.map((key) => `${instanceId} ${key}`).join('\n'),
    hostKeys: hostKeys.map((key) => ({ type: key.split(' ')[0] ?? '', fingerprint: fingerprintOfLine(key) })),
    tools: login.tools.map((tool) => presentTool(tool, record)),
    secrets: login.secrets.map(({ id, label }) => ({ id, label })),
    firstSteps: login.firstSteps,
  };
}

function presentTool(tool: LoginTemplate['tools'][number], record: InstanceIn<'ready'>) {
  const { address, privateAddress, login } = record;
  const ownPort = tool.port < firstFreePort ? tool.port + portShift : tool.port;
  return {
    name: tool.name,
    description: tool.description,
    // The tunnel ends on the person's own computer.
    url: `${tool.scheme}://localhost:${ownPort}${tool.path}`,
    // The machine's end is the address that it knows: to its public one a connection would leave the network and come back
    // to a firewall that is closed for tools.
    tunnelCommand: `ssh ${byItsId(record)} -N -L ${ownPort}:${privateAddress}:${tool.port} ${login.userName}@${address}`,
    forward: { localPort: ownPort, host: privateAddress, port: tool.port },
    ...(tool.secret !== undefined && { secretId: tool.secret }),
  };
}

/** Addresses are used again, ids never: ssh looks the machine's key up by its id, and finds no earlier machine's. */
function byItsId({ instanceId }: InstanceIn<'ready'>): string {
  return `-o HostKeyAlias=${instanceId}`;
}

/** A name for the machine in ssh's configuration: what is left of its own in letters and digits, and some of its id. */
function hostName({ name, instanceId }: InstanceIn<'ready'>): string {
  const words = foldText(name)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 30)
    .replaceAll(/^-|-$/g, '');
  return [words === '' ? 'machine' : words, instanceId.slice(-4)].join('-');
}
