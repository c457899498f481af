import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { APT_SETTINGS } from './user-data.ts';

const machine = join(import.meta.dirname, '..', '..', 'machine');
const obstacle = ['/usr/bin/apt-get', '/usr/bin/dpkg-deb', '/usr/bin/python3'].find((path) => !existsSync(path));
const folder = mkdtempSync(join(tmpdir(), 'getting-'));
const at = (...path: string[]): string => join(folder, ...path);

/** What the mirror does with a request; `undefined` where it serves the file. */
type Misdeed = (path: string, response: ServerResponse) => boolean;
const files = new Map<string, Buffer>();
let asked: string[] = [];
let misdeed: Misdeed = () => false;
const mirror: Server = createServer(({ url = '' }, response) => {
  asked.push(url);
  if (misdeed(url, response)) return;
  const file = files.get(url);
  response.writeHead(file === undefined ? 404 : 200).end(file);
});
const host = (): string => `http://127.0.0.1:${(mirror.address() as AddressInfo).port}`;
const breaks: Misdeed = (_, response) => Boolean(response.writeHead(500).end());
const hangs: Misdeed = () => true;
const stopsHalfway: Misdeed = (path, response) => {
  if (!path.endsWith('.deb')) return false;
  response.writeHead(200, { 'content-length': 100_000 }).write('half of it');
  response.socket?.end();
  return true;
};

/** One package, `greeter`, in an archive of one release; the root that it goes into is a folder. */
function makeArchive(): void {
  mkdirSync(at('package/DEBIAN'), { recursive: true });
  mkdirSync(at('package/opt'), { recursive: true });
  writeFileSync(at('package/opt/greeting'), 'hello\n');
  const control = 'Package: greeter\nVersion: 1\nArchitecture: all\nMaintainer: nobody\nDescription: says hello\n';
  writeFileSync(at('package/DEBIAN/control'), control);
  execFileSync('dpkg-deb', ['--build', '--root-owner-group', at('package'), at('greeter.deb')]);
  const deb = readFileSync(at('greeter.deb'));
  const hash = execFileSync('sha256sum', [at('greeter.deb')], { encoding: 'utf8' }).slice(0, 64);
  const packages = Buffer.from(`${control}Filename: ./greeter.deb\nSize: ${deb.length}\nSHA256: ${hash}\n\n`);
  writeFileSync(at('Packages'), packages);
  const listed = execFileSync('sha256sum', [at('Packages')], { encoding: 'utf8' }).slice(0, 64);
  const release = `Date: ${new Date().toUTCString()}\nSHA256:\n ${listed} ${packages.length} Packages\n`;
  files.set('/./Release', Buffer.from(release));
  files.set('/./Packages', packages);
  files.set('/./greeter.deb', deb);
}

function makeRoot(): void {
  rmSync(at('root'), { recursive: true, force: true });
  for (const name of [
    'etc/apt/preferences.d',
    'state/lists/partial',
    'cache/archives/partial',
    'log',
    'dpkg/updates',
    'dpkg/info',
  ])
    mkdirSync(at('root', name), { recursive: true });
  writeFileSync(at('root/dpkg/status'), '');
  writeFileSync(at('root/etc/apt/sources.list'), `deb [trusted=yes] ${host()} ./\n`);
  writeFileSync(
    at('apt.conf'),
    `${APT_SETTINGS}
    Dir "${at('root')}/"; Dir::State "${at('root/state')}"; Dir::State::status "${at('root/dpkg/status')}";
    Dir::Cache "${at('root/cache')}"; Dir::Log "${at('root/log')}"; Dir::Etc "${at('root/etc/apt')}";
    #clear DPkg::Pre-Install-Pkgs; #clear DPkg::Post-Invoke; #clear APT::Update::Post-Invoke; #clear APT::Update::Post-Invoke-Success;
    DPkg::Options:: "--root=${at('installed')}"; DPkg::Options:: "--admindir=${at('root/dpkg')}"; DPkg::Options:: "--force-not-root,script-chrootless,bad-path";
    APT::Sandbox::User ""; Acquire::http::Timeout "60"; Acquire::Retries "0"; Acquire::http::Proxy "DIRECT"; Acquire::Languages "none";
    `,
  );
}

/** `cloudapp-get` as steps find it, which waits no seconds between its tries. */
function makeCommand(): void {
  mkdirSync(at('bin'), { recursive: true });
  const program = [
    '#!/usr/bin/python3 -B',
    'import sys',
    `sys.path.insert(0, ${JSON.stringify(machine)})`,
    'import getting',
    'getting.WAITS = (0.1, 0.1)',
    'getting.LOCK_WAIT = 0.2',
    'getting.PATIENCE.update(PIP_RETRIES="0", npm_config_fetch_retries="0")',
    'getting.AFTER_FAILURE_SECONDS = 1.0',
    'sys.exit(getting.main(sys.argv[1:]))',
  ];
  writeFileSync(at('bin/cloudapp-get'), `${program.join('\n')}\n`, { mode: 0o755 });
}

/** Runs a step as the agent does, and what it left as the cause. */
async function runStep(
  script: string,
  onOutput: (output: string) => void = () => undefined,
): Promise<{ code: number | null; output: string; cause: unknown }> {
  const child = spawn('/bin/bash', ['-euo', 'pipefail', '-c', script], {
    env: {
      PATH: `${at('bin')}:/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin`,
      ...{ LANG: 'C.UTF-8', DEBIAN_FRONTEND: 'noninteractive', HOME: folder },
      ...{ APT_CONFIG: at('apt.conf'), CLOUDAPP_CAUSE: at('cause.json') },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      output += data.toString();
      onOutput(output);
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const cause: unknown = existsSync(at('cause.json')) ? JSON.parse(readFileSync(at('cause.json'), 'utf8')) : undefined;
  return { code, output, cause };
}

/** How a step ends that got all of it. */
const whole = { code: 0, cause: undefined };
const timesAsked = (path: string): number => asked.filter((url) => url === path).length;

describe.skipIf(obstacle !== undefined)('what steps get from elsewhere', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    await new Promise<void>((resolve) => mirror.listen(0, '127.0.0.1', resolve));
    makeArchive();
    makeCommand();
  });
  afterAll(() => {
    mirror.closeAllConnections();
    mirror.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    makeRoot();
    rmSync(at('installed'), { recursive: true, force: true });
    mkdirSync(at('installed'));
    rmSync(at('cause.json'), { force: true });
    asked = [];
    misdeed = () => false;
  });

  it('is installed from lists that are whole', async () => {
    const { code, cause, output } = await runStep('cloudapp-get debian greeter');

    expect({ code, cause, output }).toMatchObject(whole);
    expect(readFileSync(at('installed/opt/greeting'), 'utf8')).toBe('hello\n');
  });

  it.each([
    ['is broken', breaks],
    ['hangs', hangs],
  ])('fails because the mirror %s, not because of a package that there is not', async (_, how) => {
    misdeed = how;
    appendFileSync(at('apt.conf'), 'Acquire::http::Timeout "1";');

    const { code, cause, output } = await runStep('cloudapp-get debian greeter; echo went on');

    expect(code).toBeGreaterThan(0);
    expect({ cause, output }).toMatchObject({ cause: { kind: 'mirror-silent', of: '127.0.0.1' } });
    expect(output).not.toContain('Unable to locate package');
    expect(output).not.toContain('went on');
    expect(output.match(/trying again/g)).toHaveLength(2);
  });

  it('is asked for again where a package stops halfway', async () => {
    misdeed = (path, response) => timesAsked('/./greeter.deb') < 2 && stopsHalfway(path, response);

    const { code, cause, output } = await runStep('cloudapp-get debian greeter');

    expect({ code, cause, output }).toMatchObject(whole);
    expect(timesAsked('/./greeter.deb')).toBe(2);
  });

  it('comes of a mirror that answers again', async () => {
    misdeed = (path, response) => timesAsked('/./InRelease') < 3 && breaks(path, response);

    const { code, cause, output } = await runStep('cloudapp-get debian greeter');

    expect({ code, cause, output }).toMatchObject(whole);
  });

  it('is no package that there is not, for which nobody is asked again', async () => {
    const { code, cause } = await runStep('cloudapp-get debian greeter no-such-thing');

    expect({ code, cause }).toEqual({ code: 100, cause: { kind: 'package-missing', of: 'no-such-thing' } });
    expect(timesAsked('/./InRelease')).toBe(1);
  });

  it('has its cause in the clock where lists are of the future', async () => {
    const release = files.get('/./Release')?.toString() ?? '';
    const later = new Date(Date.now() + 5 * 3_600_000).toUTCString();
    files.set('/./Release', Buffer.from(release.replace(/Date: .*/, `Date: ${later}`)));

    const { cause } = await runStep('cloudapp-get debian greeter');

    files.set('/./Release', Buffer.from(release));
    expect(cause).toEqual({ kind: 'clock-behind' });
  });

  it('waits for whoever holds the lists', async () => {
    const hold = `import fcntl, sys; file = open("${at('root/state/lists/lock')}", "w"); fcntl.lockf(file, fcntl.LOCK_EX); print("held", flush=True); sys.stdin.read()`;
    const holder = spawn('/usr/bin/python3', ['-c', hold], { stdio: ['pipe', 'pipe', 'inherit'] });
    await new Promise((resolve) => holder.stdout.once('data', resolve));

    const { code, output } = await runStep('cloudapp-get debian greeter', (soFar) => {
      if (soFar.includes('Could not get lock')) holder.stdin.end();
    });

    expect({ code, output }).toMatchObject({
      code: 0,
      output: expect.stringContaining('Could not get lock') as string,
    });
  });

  const npm = 'npm error code ECONNREFUSED; npm error FetchError: request to https://packages.example.org/pm2 failed';
  it.each([
    ['hangs', "Retrying (Retry(total=1)): HTTPSConnectionPool(host='packages.example.org', port=443): Read timed out."],
    ['refuses', npm],
    ['is broken', 'npm error 503 Service Unavailable - GET https://packages.example.org/pm2'],
  ])('by another command names the server that %s', async (_, says) => {
    const { code, cause, output } = await runStep(
      `cloudapp-get with sh -c 'echo "$0"; exit 7' ${JSON.stringify(says)}`,
    );

    expect({ code, cause }).toEqual({ code: 7, cause: { kind: 'source-silent', of: 'packages.example.org' } });
    expect(output.match(/trying again/g)).toHaveLength(2);
  });

  it.each([
    [
      'ERROR: No matching distribution found for no-such-thing~=1.0',
      { kind: 'package-missing', of: 'no-such-thing~=1.0' },
    ],
    [
      'npm error 404 Not Found - GET https://packages.example.org/no-such',
      { kind: 'package-missing', of: 'https://packages.example.org/no-such' },
    ],
    ['OSError: [Errno 28] No space left on device', { kind: 'disk-full' }],
    ['npm error code CERT_NOT_YET_VALID', { kind: 'clock-behind' }],
    ['error: cannot compile', undefined],
  ])('by another command that says "%s" has that cause', async (says, expected) => {
    const { code, cause } = await runStep(`cloudapp-get with sh -c 'echo "$0"; exit 7' ${JSON.stringify(says)}`);

    expect({ code, cause }).toEqual({ code: 7, cause: expected });
  });

  it('by pip, from an index that is broken, names its server', async () => {
    misdeed = breaks;
    const pip = `python3 -m pip download --no-deps --no-cache-dir --disable-pip-version-check --dest ${folder} --index-url ${host()}/simple greeter`;

    const { cause, output } = await runStep(`cloudapp-get with ${pip}`);

    expect({ cause, output }).toMatchObject({ cause: { kind: 'source-silent', of: '127.0.0.1' } });
  });

  it('by npm, from a registry that is broken, names its server', async () => {
    misdeed = breaks;
    const npm = `npm install --global --prefix ${at('npm')} --cache ${at('npm-cache')} --registry ${host()} greeter`;

    const { cause, output } = await runStep(
      `export PATH=${process.env['PATH'] ?? ''}; ${at('bin/cloudapp-get')} with ${npm}`,
    );

    expect({ cause, output }).toMatchObject({ cause: { kind: 'source-silent', of: '127.0.0.1' } });
  });
});
