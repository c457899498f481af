import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { canonicalJson } from '../digest.ts';
import type { ExportLine } from '../export-line.ts';
import { fingerprintOf, rootHash, type Root, type RootStatement } from '../root.ts';
import { dayAfter } from '../root-proof.ts';
import { chainNames, chainOf, chainStart, sealAfter, type ChainHead, type Entry, type Seal } from '../seal.ts';

export interface SigningKey {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const keyArn = 'arn:aws:kms:eu-central-1:000000000000:key/audit';

export function newKey(): SigningKey {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

/** Signs a statement as AWS KMS does. */
export function signRoot(statement: RootStatement, { privateKey }: SigningKey): Root {
  return {
    statement,
    signature: sign('sha256', Buffer.from(canonicalJson(statement)), privateKey).toString('base64'),
  };
}

export function pemOf({ publicKey }: SigningKey): string {
  return publicKey.export({ type: 'spki', format: 'pem' }).toString();
}

/** An entry as the data tier stores it. */
export function sampleEntry(day: string, number: number): Entry & { readonly sk: string } {
  const at = new Date(Date.parse(`${day}T00:00:00Z`) + number * 700).toISOString();
  const id = `evt_${String(number).padStart(26, '0')}`;
  const actor = { id: `usr_${number % 50}`, name: `Person ${number % 50}` };
  return {
    schemaVersion: 1,
    id,
    at,
    action: number % 3 === 0 ? 'machine-requested' : 'sign-in',
    actor,
    actorId: actor.id,
    address: `203.0.113.${number % 250}`,
    detail: `as it was, ${number}`,
    day,
    sk: `${at}#${id}`,
    ttl: 1_800_000_000 + number,
  };
}

/** Seals entries in their order. */
export function sealDay(day: string, entries: readonly (Entry & { readonly sk: string })[]) {
  const heads = new Map<string, ChainHead>(
    chainNames(day).map((chain) => [chain, { position: 0, hash: chainStart(chain) }]),
  );
  const seals = entries.map((entry): Seal => {
    const chain = chainOf(day, entry.sk);
    const seal = sealAfter(chain, heads.get(chain) ?? { position: 0, hash: '' }, entry);
    heads.set(chain, seal);
    return seal;
  });
  const chains = [...heads.values()].map(({ position, hash }) => ({ position, hash }));
  return { seals, chains };
}

/** An export in which nothing is wrong: `entries` entries on each of `days` days, all of them signed. */
export function sampleExport(key: SigningKey, { days, entries }: { days: number; entries: number }): ExportLine[] {
  const lines: ExportLine[] = [];
  const from = '2026-03-01';
  let day = from;
  let previous: string | null = null;
  for (let number = 0; number < days; number++, day = dayAfter(day)) {
    const all = Array.from({ length: entries }, (_, place) => sampleEntry(day, place));
    const { seals, chains } = sealDay(day, all);
    const signedAt = `${dayAfter(day)}T00:30:00.000Z`;
    const root = signRoot({ format: 'cloudapp-audit-root/1', day, previous, chains, signedAt, keyArn }, key);
    previous = rootHash(root);
    lines.push({ kind: 'day', day, root });
    all.forEach((entry, place) => lines.push({ kind: 'entry', sk: entry.sk, entry, seal: seals[place] }));
  }
  const to = lines.findLast((line) => line.kind === 'day')?.day ?? from;
  const header: ExportLine = {
    kind: 'header',
    format: 'cloudapp-audit-export/1',
    from,
    to,
    exportedAt: '2026-06-01T00:00:00.000Z',
    key: { arn: keyArn, fingerprint: fingerprintOf(key.publicKey), pem: pemOf(key) },
    rootBefore: null,
  };
  return [header, ...lines, { kind: 'end', lines: days * entries }];
}
