/**
 * The JSONPath of mapping templates as far as templates here use it: `$`, `.name`, `['name']`, `[0]`. Filters, wildcards
 * and slices are refused rather than misread.
 */
export function readPath(document: unknown, path: string): unknown {
  return segmentsOf(path).reduce<unknown>((node, segment) => {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, segment)) return undefined;
    return (node as Record<string, unknown>)[segment];
  }, document);
}

const SEGMENT = /\.([\w-]+)|\['([^']*)'\]|\["([^"]*)"\]|\[(\d+)\]/y;

function segmentsOf(path: string): string[] {
  if (!path.startsWith('$')) throw new Error(`The JSONPath ${path} does not begin with $.`);
  const segments: string[] = [];
  let position = 1;
  while (position < path.length) {
    SEGMENT.lastIndex = position;
    const match = SEGMENT.exec(path);
    if (match === null)
      throw new Error(`The JSONPath ${path} is not understood here from character ${position + 1} on.`);
    segments.push(match[1] ?? match[2] ?? match[3] ?? match[4] ?? '');
    position = SEGMENT.lastIndex;
  }
  return segments;
}
