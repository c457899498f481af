import { describe, expect, it } from 'vitest';
import { proveChain } from './chain-proof.ts';
import { DayProver } from './day-proof.ts';
import { chainNames, chainOf, chainStart, contentOf, sealAfter } from './seal.ts';
import { sampleEntry, sealDay } from './testing/sample-export.ts';

const day = '2026-03-01';
const statement = {
  format: 'cloudapp-audit-root/1',
  day,
  previous: null,
  signedAt: '2026-03-02T00:30:00.000Z',
  keyArn: '',
} as const;

describe('the proof of a chain', () => {
  it('finds that it begins as no chain does, though its end is signed', () => {
    const chain = `${day}#00`;
    const entry = sampleEntry(day, 1);
    const link = (hash: string) => {
      const seal = sealAfter(chain, { position: 0, hash }, entry);
      return { links: [{ seal, sk: entry.sk, content: contentOf(entry) }], head: { position: 1, hash: seal.hash } };
    };
    const [right, wrong] = [link(chainStart(chain)), link(chainStart(`${day}#01`))];

    expect(proveChain(chain, right.links, right.head)).toEqual({ findings: [], proven: 1 });
    expect(proveChain(chain, wrong.links, wrong.head).findings).toMatchObject([{ kind: 'changed', position: 1 }]);
  });

  it('finds that the end of an empty one is not its beginning', () => {
    const chain = `${day}#00`;

    expect(proveChain(chain, [], { position: 0, hash: chainStart(chain) }).findings).toEqual([]);
    expect(proveChain(chain, [], { position: 0, hash: '0'.repeat(64) }).findings).toHaveLength(1);
  });
});

describe('the proof of a day', () => {
  it('finds an entry that was sealed into a chain that is not its own, though all is signed', () => {
    const entries = Array.from({ length: 20 }, (_, number) => sampleEntry(day, number));
    const { seals, chains } = sealDay(day, entries);
    const [entry = sampleEntry(day, 0)] = entries;
    const chain =
      chainNames(day).find((name) => name !== chainOf(day, entry.sk) && !seals.some((seal) => seal.chain === name)) ??
      '';
    const place = chainNames(day).indexOf(chain);
    const moved = sealAfter(chain, { position: 0, hash: chainStart(chain) }, sampleEntry(day, 99));
    const prover = new DayProver(day);
    const stray = sampleEntry(day, 99);
    entries.forEach((one, number) => {
      prover.take({ sk: one.sk, entry: one, seal: seals[number] });
    });
    prover.take({ sk: stray.sk, entry: stray, seal: moved });
    const signed = chains.map((head, number) => (number === place ? { position: 1, hash: moved.hash } : head));

    const { findings } = prover.finish({ ...statement, chains: signed });

    expect(chainOf(day, stray.sk)).not.toBe(chain);
    expect(findings).toMatchObject([{ kind: 'changed', entry: stray.sk }]);
  });
});
