import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { isAlive } from './supervisor/run-lock.ts';
import { freePorts, spawnStart, startProductProcess, type ProductProcess } from './testing/product-process.ts';
import { until } from './testing/until.ts';

let directory: string;
let environment: Record<string, string>;
let running: ProductProcess | undefined;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cloudapp-start-'));
  environment = { ...(await freePorts()), CLOUDAPP_DIRECTORY: directory };
});

afterEach(async () => {
  running?.process.kill('SIGKILL');
  await running?.exited;
  running = undefined;
});

afterAll(async () => {
  await allGone(await childNumbers().catch(() => []));
  await rm(directory, { recursive: true, force: true });
});

const start = async (args: string[] = []): Promise<ProductProcess> =>
  (running = await startProductProcess(environment, args));

async function childNumbers(): Promise<number[]> {
  const lock = JSON.parse(await readFile(join(directory, 'run.lock'), 'utf8')) as { children: number[] };
  return lock.children;
}

async function allGone(pids: number[]): Promise<boolean> {
  return await until(
    async () => Promise.resolve(!pids.some(isAlive)),
    (isSo) => isSo,
  );
}

async function signIn({ ready }: ProductProcess, password: string | undefined): Promise<Response> {
  return await fetch(`${ready.url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: ready.url },
    body: JSON.stringify({ email: ready.adminEmail, password }),
  });
}

test('starts, signs the first administrator in once told the password, and stops in order', async () => {
  const product = await start();
  const children = await childNumbers();
  const answer = await signIn(product, product.ready.adminPassword);
  const page = await fetch(product.ready.url);
  const { mode } = await stat(product.readyFile);

  expect(answer.status).toBe(200);
  expect(answer.headers.get('set-cookie')).toContain('__Host-session=');
  expect(await page.text()).toContain('<!doctype html>');
  expect(mode & 0o777).toBe(0o600);
  expect(await passwordIsForgotten(product.readyFile)).toBe(true);

  product.process.kill('SIGINT');
  expect(await product.exited).toBe(0);
  expect(await allGone(children)).toBe(true);
  await expect(stat(product.readyFile)).rejects.toThrow('ENOENT');
});

test('a company runs beside it when asked for, is known to the sign-in page, and goes with it and from a start without it', async () => {
  const product = await start(['--sso']);
  const children = await childNumbers();
  const issuer = `http://localhost:${environment['CLOUDAPP_COMPANY_PORT'] ?? ''}`;
  const directory = await fetch(issuer);

  expect(await companiesAt(product)).toMatchObject([{ name: 'Acme' }]);
  expect(await directory.text()).toContain('Ada Okafor');

  product.process.kill('SIGINT');
  expect(await product.exited).toBe(0);
  expect(product.output()).toContain(`a company to sign in with: ${issuer}`);
  expect(await allGone(children)).toBe(true);

  const again = await start(['--sso']);
  expect(await companiesAt(again)).toHaveLength(1);

  again.process.kill('SIGINT');
  await again.exited;
  expect(await companiesAt(await start())).toEqual([]);
});

async function companiesAt({ ready }: ProductProcess): Promise<unknown[]> {
  const options = await fetch(`${ready.url}/api/sign-in-options`);
  return ((await options.json()) as { companies: unknown[] }).companies;
}

async function passwordIsForgotten(readyFile: string): Promise<boolean> {
  return await until(
    async () => !(await readFile(readyFile, 'utf8')).includes('adminPassword'),
    (isSo) => isSo,
  );
}

test('a second start says where the first one is; a lost part stops everything', async () => {
  const product = await start();
  const children = await childNumbers();
  const second = spawnStart(environment);

  expect(await second.exited).toBe(1);
  expect(second.output()).toContain(
    `CloudApp is running already (process ${product.process.pid ?? 0}, ${product.ready.url})`,
  );

  process.kill(children.at(-1) ?? 0, 'SIGKILL');
  expect(await product.exited).toBe(1);
  expect(product.output()).toMatch(/ended unexpectedly by SIGKILL; its last words are in .*\.log/);
  expect(await allGone(children)).toBe(true);
});

test.each(['SIGKILL', 'SIGHUP'] as const)(
  'after %s of the parent no process is left, and the next start finds what there was',
  async (signal) => {
    const product = await start();
    const children = await childNumbers();
    product.process.kill(signal);
    await product.exited;

    expect(children.length).toBeGreaterThanOrEqual(4);
    expect(await allGone(children)).toBe(true);
    const again = await start();
    expect(again.ready.adminPassword).toBeUndefined();
  },
);

test('a taken port is named before anything starts', async () => {
  const other = await mkdtemp(join(tmpdir(), 'cloudapp-port-'));
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(Number(environment['CLOUDAPP_EC2_PORT']), '127.0.0.1', resolve));

  const product = spawnStart({ ...environment, CLOUDAPP_DIRECTORY: other });

  expect(await product.exited).toBe(1);
  expect(product.output()).toContain(`Port ${environment['CLOUDAPP_EC2_PORT'] ?? ''} is taken by another program`);
  server.close();
  await rm(other, { recursive: true });
});

test('real machines where they are not possible: one sentence says what is missing', async () => {
  const place = await mkdtemp(join(tmpdir(), 'cloudapp-real-'));
  // A computer that has Python and nothing of what real machines need.
  await symlink(
    execFileSync('python3', ['-c', 'import sys; print(sys.executable)']).toString().trim(),
    join(place, 'python3'),
  );

  const product = spawnStart({ ...environment, CLOUDAPP_DIRECTORY: place, PATH: place }, ['--machines=real']);

  expect(await product.exited).toBe(1);
  expect(product.output().trim().split('\n').at(-1)).toMatch(/\] Real machines need .+$/);
  await rm(place, { recursive: true });
});
