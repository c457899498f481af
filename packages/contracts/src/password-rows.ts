import keyboards from '@zxcvbn-ts/language-common/dist/adjacencyGraphs.json.mjs';

/** A walk over neighbouring keys, or through the alphabet or the digits, from a place on. */
interface Row {
  readonly length: number;
  readonly cost: number;
}

/** Some 47 keys to begin at, and a few directions at each turn. */
const startCost = Math.log10(47);
const turnCost = 0.6;

/** For each place of a text the longest row that begins there; one whose turns cost more than its characters is none. */
export function rowLengths(text: string): (Row | undefined)[] {
  return Array.from({ length: text.length }, (_, at) => {
    const rows = [sequenceAt(text, at), ...neighbourhoods().map((neighbours) => walkAt(text, at, neighbours))];
    return rows.filter((row) => row.length >= 4).sort((a, b) => b.length - b.cost - (a.length - a.cost))[0];
  });
}

function sequenceAt(text: string, at: number): Row {
  const step = text.charCodeAt(at + 1) - text.charCodeAt(at);
  let length = 1;
  while (
    step !== 0 &&
    Math.abs(step) <= 2 &&
    text.charCodeAt(at + length) - text.charCodeAt(at + length - 1) === step
  ) {
    length++;
  }
  return { length, cost: startCost };
}

/** To which side of a key another lies. */
type Neighbours = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Of a Russian keyboard its rows alone. */
const russianRows = ['йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбю'];

function alongRows(rows: readonly string[]): Neighbours {
  const steps = (row: string, at: number) =>
    [-1, 1].flatMap((step): [string, number][] => {
      const neighbour = row[at + step];
      return neighbour === undefined ? [] : [[neighbour, step]];
    });
  return new Map(rows.flatMap((row) => Array.from(row, (key, at) => [key, new Map(steps(row, at))] as const)));
}

let cached: readonly Neighbours[] | undefined;

function neighbourhoods(): readonly Neighbours[] {
  cached ??= [
    alongRows(russianRows),
    ...Object.values(keyboards).map(
      (keyboard) =>
        new Map(
          Object.entries(keyboard).map(([key, sides]) => [
            key,
            new Map(sides.flatMap((keys, side) => Array.from(keys ?? '', (neighbour) => [neighbour, side] as const))),
          ]),
        ),
    ),
  ];
  return cached;
}

function walkAt(text: string, at: number, neighbours: Neighbours): Row {
  const sideAt = (place: number) => neighbours.get(text.charAt(place - 1))?.get(text.charAt(place));
  let [length, turns, last] = [1, 0, sideAt(at + 1)];
  for (let side = last; side !== undefined; side = sideAt(at + length)) {
    if (side !== last) turns++;
    last = side;
    length++;
  }
  return { length, cost: startCost + turns * turnCost };
}

/** For each place of a text how much of what follows stood before, also if it runs into itself as in "aaaa". */
export function copyLengths(text: string): number[] {
  const longest = Array.from({ length: text.length }, () => 0);
  // How much of what begins at `earlier` is what begins one place further on than `at`.
  let further: number[] = [];
  for (let at = text.length - 1; at > 0; at--) {
    const equal = Array.from({ length: at }, (_, earlier) =>
      text.charAt(earlier) === text.charAt(at) ? (further[earlier + 1] ?? 0) + 1 : 0,
    );
    longest[at] = Math.max(...equal);
    further = equal;
  }
  return longest;
}
