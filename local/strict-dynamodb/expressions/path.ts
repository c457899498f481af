import type { AttributeValue, Item } from '../attribute-value.ts';

/** Where an attribute is: a name, and names or places within maps and lists. */
export type Path = readonly (string | number)[];

export function valueAt(item: Item, path: Path): AttributeValue | undefined {
  let value: AttributeValue | undefined = { M: item };
  for (const part of path) {
    if (value === undefined) return undefined;
    value = inner(value, part);
  }
  return value;
}

function inner(value: AttributeValue, part: string | number): AttributeValue | undefined {
  if (typeof part === 'number') return 'L' in value ? value.L[part] : undefined;
  return 'M' in value && Object.hasOwn(value.M, part) ? value.M[part] : undefined;
}

/** The item with another value, or without one, at a path; undefined where there is no map or list to put it in. */
export function withValueAt(item: Item, path: Path, value: AttributeValue | undefined): Item | undefined {
  const changed = changedValue({ M: item }, path, value);
  return changed && 'M' in changed ? changed.M : undefined;
}

function changedValue(
  whole: AttributeValue,
  [part, ...rest]: Path,
  value: AttributeValue | undefined,
): AttributeValue | undefined {
  if (part === undefined) return value;
  if (rest.length === 0) return withPart(whole, part, value);
  const present = inner(whole, part);
  const next = present && changedValue(present, rest, value);
  return next && withPart(whole, part, next);
}

function withPart(
  whole: AttributeValue,
  part: string | number,
  value: AttributeValue | undefined,
): AttributeValue | undefined {
  if (typeof part === 'number') return 'L' in whole ? { L: changedList(whole.L, part, value) } : undefined;
  if (!('M' in whole)) return undefined;
  if (value !== undefined) return { M: { ...whole.M, [part]: value } };
  return { M: Object.fromEntries(Object.entries(whole.M).filter(([name]) => name !== part)) };
}

/** A place behind the end is the end. */
function changedList(list: readonly AttributeValue[], at: number, value: AttributeValue | undefined) {
  if (value === undefined) return list.filter((_, index) => index !== at);
  return at < list.length ? list.with(at, value) : [...list, value];
}

/** Whether one path is the other, or leads through it. */
export function overlaps(a: Path, b: Path): boolean {
  const length = Math.min(a.length, b.length);
  return a.slice(0, length).every((part, index) => part === b[index]);
}
