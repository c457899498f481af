import { join } from 'node:path';
import { sshFolder } from '../state/folders.ts';
import { readIfThere, writePrivately } from '../state/private-file.ts';
import { withLock } from '../state/with-lock.ts';
import { Failure } from '../failure.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Passport } from './passport.ts';

const ownConfig = 'cloudapp_config';
const include = `Include ${ownConfig}`;
const header = '# Written by cloudapp, which keeps it up to date: what you change here is lost.';

/** The files below ~/.ssh that the command line keeps. */
function filesOf(surroundings: Surroundings) {
  const folder = sshFolder(surroundings);
  return {
    knownHosts: join(folder, 'cloudapp_known_hosts'),
    config: join(folder, ownConfig),
    personal: join(folder, 'config'),
  };
}

/** What ssh is told about a machine, as its options. */
export function sshOptions(
  surroundings: Surroundings,
  { address, port, userName, alias }: Passport,
  identityFile: string | undefined,
): readonly (readonly [name: string, value: string])[] {
  return [
    ['HostName', address],
    ['Port', `${port}`],
    ['User', userName],
    ['HostKeyAlias', alias],
    ['UserKnownHostsFile', quoted(filesOf(surroundings).knownHosts)],
    ['StrictHostKeyChecking', 'yes'],
    ...(identityFile === undefined
      ? []
      : ([
          ['IdentityFile', quoted(identityFile)],
          ['IdentitiesOnly', 'yes'],
        ] as const)),
  ];
}

/** Writes what ssh is to know of a machine, in place of what it knew of it. */
export async function noteMachine(
  surroundings: Surroundings,
  passport: Passport,
  identityFile: string | undefined,
): Promise<void> {
  const { knownHosts, config } = filesOf(surroundings);
  const { alias, hostKeys, sshHost } = passport;
  const options = sshOptions(surroundings, passport, identityFile);
  const block = [`Host ${sshHost}`, ...options.map(([name, value]) => `  ${name} ${value}`)].join('\n');
  await withLock(surroundings, 'ssh', async () => {
    const keys = without(await readIfThere(knownHosts), alias);
    await writePrivately(knownHosts, [...keys, ...hostKeys.map((key) => `${alias} ${key}`), ''].join('\n'));
    const blocks = (await blocksOf(config)).filter((one) => !isOf(one, passport));
    await writePrivately(config, `${[header, ...blocks, block].join('\n\n')}\n`);
    await includeOwnConfig(surroundings);
  });
}

/** Forgets a machine that is gone. */
export async function forgetMachine(surroundings: Surroundings, alias: string): Promise<void> {
  const { knownHosts, config } = filesOf(surroundings);
  await withLock(surroundings, 'ssh', async () => {
    const keys = await readIfThere(knownHosts);
    if (keys?.includes(alias)) await writePrivately(knownHosts, [...without(keys, alias), ''].join('\n'));
    const blocks = await blocksOf(config);
    const kept = blocks.filter((block) => !isOf(block, { alias }));
    if (kept.length < blocks.length) await writePrivately(config, `${[header, ...kept].join('\n\n')}\n`);
  });
}

function without(text: string | undefined, alias: string): string[] {
  return (text ?? '').split('\n').filter((line) => line !== '' && !line.startsWith(`${alias} `));
}

async function blocksOf(path: string): Promise<string[]> {
  const text = (await readIfThere(path)) ?? '';
  return text
    .split(/^(?=Host )/m)
    .slice(1)
    .map((block) => block.trimEnd());
}

function isOf(block: string, { alias, sshHost }: { readonly alias: string; readonly sshHost?: string }): boolean {
  return block.includes(`HostKeyAlias ${alias}\n`) || block.startsWith(`Host ${sshHost ?? ''}\n`);
}

/** In front of all else: behind a `Host` line it would hold for that host alone. */
async function includeOwnConfig(surroundings: Surroundings): Promise<void> {
  const { personal } = filesOf(surroundings);
  const text = (await readIfThere(personal)) ?? '';
  if (text.split('\n').some((line) => line.trim() === include)) return;
  await writePrivately(personal, text === '' ? `${include}\n` : `${include}\n\n${text}`);
}

/** A path as ssh reads one: blanks are part of it, and what would stand for something else stands for itself. */
function quoted(path: string): string {
  if (/["\n]/.test(path)) throw new Failure('failed', 'ssh cannot be given a path with a quotation mark in it.');
  return `"${path.replaceAll('%', '%%')}"`;
}
