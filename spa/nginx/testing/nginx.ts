import { forwardedPaths } from '@cloudapp/contracts/api';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const folder = join(import.meta.dirname, '..');

export interface NginxSettings {
  readonly signInOrigin: string;
  readonly servicesOrigin: string;
  /** Network whose word on the viewer's address is taken. @default the loopback, where the tests are */
  readonly trustedProxies?: string;
}

export interface RunningNginx {
  readonly origin: string;
  readonly accessLog: () => string;
  readonly stop: () => Promise<void>;
}

/** Whether this machine has nginx; why a test is skipped otherwise. */
export function hasNginx(): boolean {
  return spawnSync('nginx', ['-v']).status === 0;
}

/** The configuration of the image, with the places of this machine and the settings of the container put in. */
function writeConfiguration(directory: string, port: number, settings: NginxSettings): string {
  const values: Record<string, string> = {
    SIGN_IN_ORIGIN: settings.signInOrigin,
    SERVICES_ORIGIN: settings.servicesOrigin,
    SERVICES_NAME: 'cloudapp.example.com',
    SERVICES_PATHS: forwardedPaths.map(([segment]) => segment).join('|'),
    RESOLVER: '127.0.0.1',
    TRUSTED_PROXIES: settings.trustedProxies ?? '127.0.0.0/8',
  };
  const place = (text: string): string =>
    text
      .replaceAll('/tmp/', `${directory}/`)
      .replaceAll('/etc/nginx/forwarding.conf', join(directory, 'forwarding.conf'))
      .replaceAll('/usr/share/nginx', directory)
      .replaceAll(/\/dev\/(stdout|stderr)/g, join(directory, '$1.log'))
      .replaceAll('listen 8080 reuseport', `listen 127.0.0.1:${port}`);
  const template = readFileSync(join(folder, 'templates/cloudapp.conf.template'), 'utf8');
  const server = template.replaceAll(/\$\{([A-Z_]+)\}/g, (_match, name: string) => values[name] ?? '');
  mkdirSync(join(directory, 'conf.d'), { recursive: true });
  writeFileSync(join(directory, 'conf.d/cloudapp.conf'), place(server));
  writeFileSync(join(directory, 'forwarding.conf'), readFileSync(join(folder, 'forwarding.conf')));
  const main = join(directory, 'nginx.conf');
  writeFileSync(main, place(readFileSync(join(folder, 'nginx.conf'), 'utf8')));
  return main;
}

/** Checks the configuration with `nginx -t`; what nginx says. */
export function checkConfiguration(settings: NginxSettings): { isFine: boolean; output: string } {
  const directory = mkdtempSync(join(tmpdir(), 'nginx-'));
  const main = writeConfiguration(directory, 1, settings);
  const result = spawnSync('nginx', ['-t', '-p', directory, '-c', main], { encoding: 'utf8' });
  rmSync(directory, { recursive: true, force: true });
  return { isFine: result.status === 0, output: result.stderr };
}

/** Starts nginx in the foreground on a free port, with `files` below its share: `html/…` and `previous/…`. */
export async function startNginx(settings: NginxSettings, files: Record<string, string>): Promise<RunningNginx> {
  const directory = mkdtempSync(join(tmpdir(), 'nginx-'));
  for (const [path, content] of Object.entries(files)) {
    const file = join(directory, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, content);
  }
  const port = await freePort();
  const main = writeConfiguration(directory, port, settings);
  const output = openSync(join(directory, 'output.log'), 'a');
  const child = spawn('nginx', ['-p', directory, '-c', main, '-g', 'daemon off; user root;'], {
    stdio: ['ignore', output, output],
  });
  const origin = `http://127.0.0.1:${port}`;
  await waitFor(`${origin}/healthz`, child, join(directory, 'output.log'));
  return {
    origin,
    accessLog: () => readFileSync(join(directory, 'stdout.log'), 'utf8'),
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function waitFor(url: string, child: ChildProcess, log: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (child.exitCode !== null) throw new Error(`nginx ended: ${readFileSync(log, 'utf8')}`);
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok === true) return;
    await sleep(50);
  }
  throw new Error('nginx did not answer');
}

export async function freePort(): Promise<number> {
  const server = await listen(() => undefined);
  const { port } = server.address() as AddressInfo;
  await close(server);
  return port;
}

export async function listen(onRequest: RequestListener): Promise<Server> {
  const server = createServer(onRequest);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

export async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

export function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What an upstream of the tests answers: the request as it arrived. */
export interface Echo {
  readonly upstream: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The headers' names as they were written. */
  readonly names: readonly string[];
}

/** An upstream that tells what it was asked, with headers that nginx must not pass on or must keep. */
export async function startEcho(upstream: string): Promise<Server> {
  return listen((request: IncomingMessage, response) => {
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/json');
      response.setHeader('x-powered-by', 'something');
      response.setHeader('x-frame-options', 'SAMEORIGIN');
      if (upstream === 'sign-in') response.setHeader('set-cookie', 'session=1; Path=/');
      if (upstream === 'sign-in') response.setHeader('device-cookie', 'device=2; Path=/');
      if (request.url?.includes('private') === true) response.setHeader('cache-control', 'private, max-age=5');
      if (request.url?.includes('tagged') === true) {
        response.setHeader('etag', 'W/"same"');
        if (request.headers['if-none-match'] === 'W/"same"') {
          response.writeHead(304).end();
          return;
        }
      }
      response.end(
        JSON.stringify({
          upstream,
          method: request.method,
          url: request.url,
          headers: request.headers,
          names: request.rawHeaders.filter((_, index) => index % 2 === 0),
          filler: 'x'.repeat(4096),
        }),
      );
    });
  });
}
