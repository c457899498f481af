import { describe, expect, it } from 'vitest';
import { chainOf } from './seal.ts';
import type { ExportLine } from './export-line.ts';
import { proveExport } from './export-proof.ts';
import { describeReport } from './report-text.ts';
import { fingerprintOf } from './root.ts';
import { drawing } from './testing/draw.ts';
import { manipulations } from './testing/manipulations.ts';
import { newKey, pemOf, sampleExport, signRoot } from './testing/sample-export.ts';

const key = newKey();
const stranger = newKey();
const whole = sampleExport(key, { days: 3, entries: 60 });

const textOf = (lines: readonly ExportLine[]) => lines.map((line) => JSON.stringify(line));
const reportOn = (lines: readonly ExportLine[], { publicKey } = key) => proveExport(textOf(lines), publicKey);
const kindsIn = async (lines: readonly ExportLine[]) => (await reportOn(lines)).findings.map(({ kind }) => kind);

describe('the proof of an export', () => {
  it('finds nothing wrong where nothing is, and says what was checked', async () => {
    const report = await reportOn(whole);

    expect(report).toEqual({
      from: '2026-03-01',
      to: '2026-03-03',
      exportedAt: '2026-06-01T00:00:00.000Z',
      fingerprint: fingerprintOf(key.publicKey),
      days: 3,
      signedDays: 3,
      entries: 180,
      proven: 180,
      unsealed: 0,
      entriesBefore: 0,
      findings: [],
    });
    expect(describeReport(report).at(-1)).toBe('Nothing is wrong.');
  });

  it.each(manipulations.map((manipulation, index) => ({ ...manipulation, index })))(
    'finds and names that $name',
    async ({ apply, found, index }) => {
      for (let round = 0; round < 60; round++) {
        const draw = drawing(index * 1_000 + round);

        const kinds = await kindsIn(apply([...whole], draw, stranger));

        expect(kinds, `seed ${index * 1_000 + round}`).toEqual(expect.arrayContaining([...found]));
      }
    },
  );

  it('says of every entry that was changed, removed or inserted which one it is', async () => {
    const lines = whole.filter((line) => line.kind === 'entry');
    const [first, second] = lines;
    if (!first?.entry || !second) throw new Error('there are no entries');
    const changed = whole.map((line) => (line === first ? { ...first, entry: { ...first.entry, detail: 'x' } } : line));
    const place = { chain: chainOf('2026-03-01', first.sk), position: first.seal?.position };

    expect((await reportOn(changed)).findings).toMatchObject([{ kind: 'changed', ...place, entry: first.sk }]);
    const removed = await reportOn(whole.filter((line) => line !== first));
    expect(removed.findings).toMatchObject([{ kind: 'removed', ...place }, { kind: 'removed' }]);
    const inserted = whole.map((line) => (line === first ? { ...first, seal: undefined } : line));
    expect((await reportOn(inserted)).findings).toMatchObject([
      { kind: 'inserted', entry: first.sk },
      { kind: 'removed', ...place },
    ]);
  });

  it('vouches for no entry before one that is gone without its seal', async () => {
    const inChain = whole.filter((line) => line.kind === 'entry' && line.seal?.chain === '2026-03-01#00');
    const last = inChain.at(-1);

    const report = await reportOn(whole.filter((line) => line !== last));

    expect(report.proven).toBe(180 - inChain.length);
  });

  it('names a key that is not the one given', async () => {
    const report = await reportOn(whole, stranger);

    expect(report.findings.map(({ kind }) => kind)).toEqual(['unknown-key', 'unknown-key', 'unknown-key']);
    expect(report.proven).toBe(0);
  });

  it('names a root that follows another than that of the day before', async () => {
    const lines = whole.map((line) =>
      line.kind === 'day' && line.day === '2026-03-02' && line.root
        ? { ...line, root: signRoot({ ...line.root.statement, signedAt: '2026-03-03T00:31:00.000Z' }, key) }
        : line,
    );

    expect(await kindsIn(lines)).toEqual(['forged-root']);
  });

  it('begins at the root of the day before, when earlier days have expired', async () => {
    const [header, firstDay] = whole;
    if (header?.kind !== 'header' || firstDay?.kind !== 'day') throw new Error('no header');
    const later = whole.slice(
      whole.findIndex((line) => line.kind === 'day' && line.day === '2026-03-02'),
      -1,
    );
    const rest = { ...header, from: '2026-03-02', rootBefore: firstDay.root };

    expect(await kindsIn([rest, ...later, { kind: 'end', lines: 120 }])).toEqual([]);
    const [, otherRoot] = whole.filter((line) => line.kind === 'day');
    const wrong = { ...rest, rootBefore: otherRoot?.root ?? null };
    expect(await kindsIn([wrong, ...later, { kind: 'end', lines: 120 }])).toEqual([]);
    const forged = firstDay.root && signRoot(firstDay.root.statement, stranger);
    expect(await kindsIn([{ ...rest, rootBefore: forged }, ...later, { kind: 'end', lines: 120 }])).toEqual([
      'forged-root',
    ]);
  });

  it('counts what is from before the first root and what waits for one, and calls neither wrong', async () => {
    const [header, ...rest] = whole;
    if (header?.kind !== 'header') throw new Error('no header');
    const before = { kind: 'entry', sk: '2026-02-28T10:00:00.000Z#evt_1', entry: { detail: 'old' } } as const;
    const open = { kind: 'entry', sk: '2026-03-04T10:00:00.000Z#evt_1', entry: { detail: 'new' } } as const;
    const lines: ExportLine[] = [
      { ...header, from: '2026-02-28', to: '2026-03-04', exportedAt: '2026-03-04T12:00:00.000Z' },
      { kind: 'day', day: '2026-02-28', root: null },
      before,
      ...rest.slice(0, -1),
      { kind: 'day', day: '2026-03-04', root: null },
      open,
      { kind: 'end', lines: 182 },
    ];

    const report = await reportOn(lines);

    expect(report).toMatchObject({ entries: 182, proven: 180, entriesBefore: 1, unsealed: 1, findings: [] });
    expect(describeReport(report).join('\n')).toContain('1 entries are from before sealing began');
  });

  it('calls a day unsigned whose root is overdue', async () => {
    const [header, ...rest] = whole;
    if (header?.kind !== 'header') throw new Error('no header');
    const exported = (exportedAt: string) =>
      kindsIn([
        { ...header, to: '2026-03-04', exportedAt },
        ...rest.slice(0, -1),
        { kind: 'day', day: '2026-03-04', root: null },
        { kind: 'end', lines: 180 },
      ]);

    expect(await exported('2026-03-05T23:59:59.000Z')).toEqual([]);
    expect(await exported('2026-03-06T00:00:00.000Z')).toEqual(['missing-root']);
  });

  it('names lines that are none, and an export that is not whole', async () => {
    const [header] = textOf(whole);
    const report = await proveExport(['{', '[]', header ?? '', '', 'null'], key.publicKey);

    expect(report.findings.map(({ kind }) => kind)).toEqual([
      'unreadable',
      'unreadable',
      'unreadable',
      'removed',
      'cut-off',
    ]);
  });

  it('is not kept busy by a position that nobody can have', async () => {
    const line = whole.findLast((one) => one.kind === 'entry');
    const lines = whole.map((one) => {
      if (one.kind === 'day') return { ...one, root: null };
      return one === line && line.seal ? { ...line, seal: { ...line.seal, position: Number.MAX_SAFE_INTEGER } } : one;
    });

    expect(await kindsIn(lines)).toContain('inserted');
  });

  it('writes a report that people can read', async () => {
    const line = whole.find((one) => one.kind === 'entry');

    const text = describeReport(await reportOn(whole.filter((one) => one !== line)));

    expect(text[0]).toBe('Audit log of 2026-03-01 to 2026-03-03 (UTC), exported 2026-06-01T00:00:00.000Z.');
    expect(text.some((words) => words.startsWith('REMOVED  2026-03-01#'))).toBe(true);
    expect(text.at(-1)).toBe('2 things are wrong.');
    expect(pemOf(key)).toContain('BEGIN PUBLIC KEY');
  });
});
