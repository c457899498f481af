import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { gateConfiguration, natUserData, packetFilter, type NatRules } from './nat-user-data.ts';

const gate = { cidrs: ['10.0.16.0/24'], hosts: ['logs.example', 'registry.example'], resolver: '10.0.0.2' };
const rules: NatRules = { cidrs: ['10.0.32.0/19'], ports: [443, 22], gate };

interface CloudConfig {
  readonly packages: string[];
  readonly write_files: { path: string; content: string }[];
  readonly runcmd: string[][];
}
const configOf = (of: NatRules): CloudConfig => parse(natUserData(of)) as CloudConfig;

describe('the user data of a NAT instance', () => {
  it('is what cloud-init reads, and small enough for EC2', () => {
    const files = Object.fromEntries(configOf(rules).write_files.map(({ path, content }) => [path, content]));

    expect(natUserData(rules)).toMatch(/^#cloud-config\n/);
    expect(Buffer.byteLength(natUserData(rules))).toBeLessThan(16_384);
    expect(files['/etc/sysconfig/nftables.conf']).toBe(packetFilter(rules));
    expect(files['/etc/nginx/nginx.conf']).toBe(gateConfiguration(gate));
    expect(configOf(rules).runcmd.at(-1)).toEqual(['systemctl', 'enable', '--now', 'nftables', 'nginx']);
  });

  it('has no gate where none is asked for', () => {
    const { packages, write_files: files } = configOf({ ...rules, gate: undefined });

    expect(packages).toEqual(['nftables']);
    expect(files.map(({ path }) => path)).not.toContain('/etc/nginx/nginx.conf');
    expect(packetFilter({ ...rules, gate: undefined })).not.toContain('redirect');
  });
});

const canFilter = spawnSync('nft', ['-c', '-f', '-'], { input: 'table ip x {}' }).status === 0;

it.skipIf(!canFilter)('has rules that the packet filter takes (skipped where nft may not be asked)', () => {
  expect(spawnSync('nft', ['-c', '-f', '-'], { input: packetFilter(rules), encoding: 'utf8' })).toMatchObject({
    status: 0,
    stderr: '',
  });
});

const streamModule = join(process.env['NGINX_MODULES'] ?? '/usr/lib/nginx/modules', 'ngx_stream_module.so');

/** Runs the gate with its names leading to a port of this machine instead of what a resolver would say. */
async function withGate(upstream: number, use: (port: number) => Promise<void>): Promise<void> {
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port } = free.address() as AddressInfo;
  free.close();
  const directory = mkdtempSync(join(tmpdir(), 'gate-'));
  const configuration = gateConfiguration(gate, port)
    .replace('include /usr/share/nginx/modules/*.conf;', `load_module ${streamModule}; pid ${directory}/pid;`)
    .replaceAll(/ \S+:443;/g, ` 127.0.0.1:${upstream};`);
  writeFileSync(join(directory, 'nginx.conf'), configuration);
  const nginx = spawn('nginx', ['-p', directory, '-c', 'nginx.conf', '-g', 'daemon off; error_log stderr;']);
  const ended = once(nginx, 'exit');
  try {
    while (!existsSync(join(directory, 'pid')) && nginx.exitCode === null) await sleep(20);
    await use(port);
  } finally {
    nginx.kill();
    await ended;
    rmSync(directory, { recursive: true, force: true });
  }
}

describe.skipIf(!existsSync(streamModule))('the gate (skipped where nginx has no stream module)', () => {
  it.each([
    ['logs.example', 1],
    ['registry.example', 1],
    ['dynamodb.example', 0],
    ['evil.logs.example', 0],
    [undefined, 0],
  ])('joins a connection that asks for %s to %i servers', async (servername, expected) => {
    let joined = 0;
    const upstream = createServer((socket) => {
      joined += 1;
      socket.destroy();
    }).listen(0, '127.0.0.1');
    await once(upstream, 'listening');

    await withGate((upstream.address() as AddressInfo).port, async (port) => {
      const socket = connect({ host: '127.0.0.1', port, ...(servername && { servername }) });
      await new Promise((resolve) => socket.once('error', resolve).once('close', resolve));
    });
    upstream.close();

    expect(joined).toBe(expected);
  });
});
