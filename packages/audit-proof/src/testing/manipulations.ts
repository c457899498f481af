import type { ExportLine } from '../export-line.ts';
import type { FindingKind } from '../finding.ts';
import { chainStart, sealAfter, type Entry } from '../seal.ts';
import type { Draw } from './draw.ts';
import { signRoot, type SigningKey } from './sample-export.ts';

type Lines = ExportLine[];
type EntryLine = Extract<ExportLine, { kind: 'entry' }>;
type DayLine = Extract<ExportLine, { kind: 'day' }>;

export interface Manipulation {
  readonly name: string;
  /** How it has to be called; any of them, where the same lines come of more than one deed. */
  readonly found: readonly FindingKind[];
  readonly apply: (lines: Lines, draw: Draw, stranger: SigningKey) => Lines;
}

const entriesIn = (lines: Lines): EntryLine[] => lines.filter((line) => line.kind === 'entry');
const one = (lines: Lines, draw: Draw): EntryLine => pick(entriesIn(lines), draw);
const withLine = (lines: Lines, old: ExportLine, ...replaced: ExportLine[]): Lines =>
  lines.flatMap((line) => (line === old ? replaced : [line]));
/** The end of an export says how many lines there are; whoever manipulates it knows that, too. */
const recounted = (lines: Lines): Lines =>
  lines.map((line) => (line.kind === 'end' ? { kind: 'end', lines: entriesIn(lines).length } : line));

function pick<T>(all: readonly T[], draw: Draw): T {
  const picked = all[draw(all.length)];
  if (picked === undefined) throw new Error('There is nothing to pick from');
  return picked;
}

function oneDay(lines: Lines, draw: Draw): DayLine {
  return pick(
    lines.filter((line) => line.kind === 'day'),
    draw,
  );
}

function changedEntry(line: EntryLine, draw: Draw): EntryLine {
  const entry = { ...line.entry };
  const name = pick(['action', 'at', 'actor', 'actorId', 'address', 'detail', 'ttl', 'id', 'day', 'added'], draw);
  const value = name === 'ttl' ? 1 : name === 'actor' ? { id: 'usr_0', name: 'Somebody else' } : 'forged';
  return { ...line, entry: draw(4) === 0 && name !== 'added' ? without(entry, name) : { ...entry, [name]: value } };
}

function without(entry: Entry, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entry).filter(([other]) => other !== name));
}

/** All seals of one chain computed again from a place on, as whoever can write seals would. */
function sealedAnew(lines: Lines, chain: string): Lines {
  let head = { position: 0, hash: chainStart(chain) };
  return lines.map((line) => {
    if (line.kind !== 'entry' || line.seal?.chain !== chain) return line;
    const seal = sealAfter(chain, head, line.entry ?? {});
    head = seal;
    return { ...line, seal };
  });
}

function forgedEntry({ sk, entry }: EntryLine): EntryLine {
  const forged = `${sk.slice(0, -1)}z`;
  return { kind: 'entry', sk: forged, entry: { ...entry, sk: forged, id: forged.slice(25), detail: 'never happened' } };
}

const chainOfLine = (line: EntryLine): string => line.seal?.chain ?? '';

/** Two lines of one chain of one day. */
function twoOfOneChain(lines: Lines, draw: Draw): [EntryLine, EntryLine] {
  const first = one(lines, draw);
  const others = entriesIn(lines).filter((line) => line !== first && chainOfLine(line) === chainOfLine(first));
  return [first, pick(others, draw)];
}

/** What somebody could do to an export, or to what it is made from. */
export const manipulations: readonly Manipulation[] = [
  {
    name: 'an entry is changed',
    found: ['changed'],
    apply: (lines, draw) => {
      const line = one(lines, draw);
      return withLine(lines, line, changedEntry(line, draw));
    },
  },
  {
    name: 'an entry is changed and its whole chain sealed anew',
    found: ['changed'],
    apply: (lines, draw) => {
      const line = one(lines, draw);
      return sealedAnew(withLine(lines, line, changedEntry(line, draw)), chainOfLine(line));
    },
  },
  {
    name: 'a seal is changed',
    found: ['changed'],
    apply: (lines, draw) => {
      const line = one(lines, draw);
      const name = pick(['previous', 'content', 'hash'] as const, draw);
      return withLine(lines, line, { ...line, seal: line.seal && { ...line.seal, [name]: '0'.repeat(64) } });
    },
  },
  {
    name: 'an entry is removed',
    found: ['removed'],
    apply: (lines, draw) => recounted(withLine(lines, one(lines, draw))),
  },
  {
    name: 'an entry is removed where its seal is left',
    found: ['removed'],
    apply: (lines, draw) => {
      const line = one(lines, draw);
      return withLine(lines, line, { kind: 'entry', sk: line.sk, seal: line.seal });
    },
  },
  {
    name: 'an entry is removed and its whole chain sealed anew',
    found: ['removed'],
    apply: (lines, draw) => {
      const line = one(lines, draw);
      return recounted(sealedAnew(withLine(lines, line), chainOfLine(line)));
    },
  },
  {
    name: 'a day is removed',
    found: ['removed'],
    apply: (lines, draw) => {
      const { day } = oneDay(lines, draw);
      return recounted(
        lines.filter(
          (line) => !(line.kind === 'day' && line.day === day) && !(line.kind === 'entry' && line.sk.startsWith(day)),
        ),
      );
    },
  },
  {
    name: 'an entry is inserted without a seal',
    found: ['inserted'],
    apply: (lines, draw) => {
      const line = one(lines, draw);
      return recounted(withLine(lines, line, line, forgedEntry(line)));
    },
  },
  {
    name: 'an entry is inserted with the seal of another',
    found: ['inserted'],
    apply: (lines, draw) => {
      const line = one(lines, draw);
      return recounted(withLine(lines, line, line, { ...forgedEntry(line), seal: line.seal }));
    },
  },
  {
    name: 'an entry is inserted and its whole chain sealed anew',
    found: ['inserted'],
    apply: (lines, draw) => {
      const line = one(lines, draw);
      const more = withLine(lines, line, line, { ...forgedEntry(line), seal: line.seal });
      return recounted(sealedAnew(more, chainOfLine(line)));
    },
  },
  {
    name: 'two lines change places',
    found: ['reordered'],
    apply: (lines, draw) => {
      const [first, second] = twoOfOneChain(lines, draw);
      return lines.map((line) => (line === first ? second : line === second ? first : line));
    },
  },
  {
    name: 'two entries change their seals',
    found: ['reordered'],
    apply: (lines, draw) => {
      const [first, second] = twoOfOneChain(lines, draw);
      const swapped = withLine(lines, first, { ...first, seal: second.seal });
      return withLine(swapped, second, { ...second, seal: first.seal });
    },
  },
  {
    name: 'two entries change their positions',
    found: ['reordered'],
    apply: (lines, draw) => {
      const [first, second] = twoOfOneChain(lines, draw);
      const moved = (line: EntryLine, to: EntryLine): EntryLine => ({
        ...line,
        seal: line.seal && to.seal && { ...line.seal, position: to.seal.position },
      });
      return withLine(withLine(lines, first, moved(first, second)), second, moved(second, first));
    },
  },
  {
    name: 'a root is changed',
    found: ['forged-root'],
    apply: (lines, draw) => {
      const line = oneDay(lines, draw);
      if (line.root === null) return lines;
      const chains = line.root.statement.chains.map((chain, number) =>
        number === draw(16) ? { position: chain.position + 1, hash: chain.hash } : chain,
      );
      const statement = { ...line.root.statement, chains, signedAt: '2026-03-09T00:30:00.000Z' };
      return withLine(lines, line, { ...line, root: { ...line.root, statement } });
    },
  },
  {
    name: 'a root is that of another day',
    found: ['forged-root'],
    apply: (lines, draw) => {
      const line = oneDay(lines, draw);
      const others = lines.filter((other) => other.kind === 'day' && other !== line) as DayLine[];
      return withLine(lines, line, { ...line, root: pick(others, draw).root });
    },
  },
  {
    name: 'a root is signed by a stranger',
    found: ['forged-root'],
    apply: (lines, draw, stranger) => {
      const line = oneDay(lines, draw);
      return withLine(lines, line, { ...line, root: line.root && signRoot(line.root.statement, stranger) });
    },
  },
  {
    name: 'a root is gone',
    found: ['missing-root'],
    apply: (lines, draw) => {
      const line = oneDay(lines, draw);
      return withLine(lines, line, { ...line, root: null });
    },
  },
  {
    name: 'the end is cut off',
    found: ['cut-off'],
    apply: (lines, draw) => lines.slice(0, lines.length - 1 - draw(5)),
  },
];
