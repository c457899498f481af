import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { runCommand } from './run-command.ts';

/**
 * How this computer reaches package registries: its mirror, proxies and certificate authorities. Its machines
 * leave through it, so that they need the same. On EC2 nothing of this exists.
 */
export interface HostSettings {
  mirror: string;
  securityMirror: string;
  /** Contents by absolute path, to be put into the Debian root. */
  files: ReadonlyMap<string, string>;
}

const CERTIFICATES = '/usr/local/share/ca-certificates';
const BUNDLE = '/etc/ssl/certs/ca-certificates.crt';
const pipKeys = ['index-url', 'extra-index-url', 'proxy', 'trusted-host', 'timeout', 'default-timeout'];
const npmConfigSchema = z.record(z.string(), z.unknown());
const npmKeys = ['registry', 'proxy', 'https-proxy', 'noproxy'];

export async function readHostSettings(): Promise<HostSettings> {
  const [mirrors, apt, pip, npm, certificates] = await Promise.all([
    readMirrors(),
    aptSettings(),
    pipSettings(),
    npmSettings(),
    readCertificates(),
  ]);
  const files = new Map([...certificates, ...apt, ...pip, ...npm]);
  return { ...mirrors, files };
}

/** The mirrors and proxies that the settings name: ports of this very computer's loopback, and other hosts. */
export function mirrorsOf({ mirror, securityMirror, files }: HostSettings): { ports: number[]; hosts: string[] } {
  const all = [mirror, securityMirror, ...files.values()].join('\n');
  const found = [...all.matchAll(/\/\/(?:[^/@\s]*@)?([\w.-]+)(?::(\d{1,5}))?/g)];
  const isHere = ([, host = '']: RegExpExecArray): boolean => /^(localhost|127\.0\.0\.\d+)$/.test(host);
  return {
    ports: [...new Set(found.filter(isHere).flatMap(([, , port]) => (port === undefined ? [] : [Number(port)])))],
    hosts: [...new Set(found.filter((match) => !isHere(match)).map(([, host = '']) => host))],
  };
}

/** Short name of everything that the settings say. */
export function fingerprintOf(settings: HostSettings): string {
  const all = JSON.stringify([settings.mirror, settings.securityMirror, [...settings.files].sort()]);
  return createHash('sha256').update(all).digest('hex');
}

/** Lays the files out below a folder, as they are to be below the root. */
export async function writeHostSettings(settings: HostSettings, folder: string): Promise<void> {
  await mkdir(join(folder, CERTIFICATES), { recursive: true });
  for (const [path, content] of settings.files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

async function readMirrors(): Promise<Pick<HostSettings, 'mirror' | 'securityMirror'>> {
  const format = ['--format', '$(REPO_URI) $(CODENAME)', 'Created-By: Packages'];
  const { stdout } = await runCommand('apt-get', ['indextargets', ...format]);
  const pairs = stdout.split('\n').map((line) => line.split(' '));
  // Whatever Debian this computer runs: an archive has all releases.
  const security = pairs.find(([, name = '']) => name.endsWith('-security'));
  const [mirror] = pairs.find(([uri = '', name = '']) => uri !== '' && /^[a-z]+$/.test(name)) ?? [];
  if (mirror === undefined)
    throw new Error('apt on this computer has no source of packages: see /etc/apt/sources.list');
  return { mirror, securityMirror: security?.[0] ?? mirror.replace(/debian\/?$/, 'debian-security/') };
}

async function aptSettings(): Promise<[string, string][]> {
  const { stdout } = await runCommand('apt-config', ['dump']);
  const lines = stdout
    .split('\n')
    .filter((line) => /^Acquire::(.*::)?(Proxy|Check-Valid-Until|Check-Date)\b.*"[^"]+";$/i.test(line));
  return lines.length === 0 ? [] : [['/etc/apt/apt.conf.d/95host', `${lines.join('\n')}\n`]];
}

async function pipSettings(): Promise<[string, string][]> {
  const { stdout } = await runCommand('python3', ['-m', 'pip', 'config', 'list']);
  const found = [...stdout.matchAll(/^(?:global|install|:env:)\.([\w-]+)='(.*)'$/gm)];
  const lines = found
    .filter(([, key = '']) => pipKeys.includes(key))
    .map(
      ([, key = '', value = '']) =>
        `${key.replace('default-timeout', 'timeout')} = ${value.replaceAll(String.raw`\n`, ' ')}`,
    );
  // pip of a virtual environment brings authorities of its own and would not know this computer's.
  return [['/etc/pip.conf', `[global]\ncert = ${BUNDLE}\n${[...new Set(lines)].map((line) => `${line}\n`).join('')}`]];
}

async function npmSettings(): Promise<[string, string][]> {
  const { stdout } = await runCommand('npm', ['config', 'list', '--json']);
  const config = npmConfigSchema.catch({}).parse(parseJson(stdout));
  const values = npmKeys.flatMap((key) => {
    const value = config[key];
    return typeof value === 'string' && value !== '' ? [`${key}=${value}`] : [];
  });
  // root's and, by the skeleton of home folders, every user's
  const content = `${[`cafile=${BUNDLE}`, ...values].join('\n')}\n`;
  return [
    ['/root/.npmrc', content],
    ['/etc/skel/.npmrc', content],
  ];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no npm here
  }
}

async function readCertificates(): Promise<[string, string][]> {
  const names = await readdir(CERTIFICATES, { recursive: true }).catch((): string[] => []);
  return await Promise.all(
    names
      .filter((name) => name.endsWith('.crt'))
      .map(async (name): Promise<[string, string]> => {
        const path = join(CERTIFICATES, name);
        return [path, await readFile(path, 'utf8')];
      }),
  );
}
