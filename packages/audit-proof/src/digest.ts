import { createHash } from 'node:crypto';

/** SHA-256 of a text's UTF-8, in lower-case hexadecimal. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/**
 * The one text of a JSON value: without white space, members of objects in the order of their names' UTF-16 code units, numbers and
 * texts as ECMAScript writes them (RFC 8785). Members that are undefined are none.
 * @throws TypeError for what JSON cannot hold, such as a number that is not finite
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) return canonicalObject(value as Record<string, unknown>);
  const isPlain = value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
  if (!isPlain) throw new TypeError(`JSON has no ${typeof value} like this one`);
  return JSON.stringify(value);
}

function canonicalObject(object: Readonly<Record<string, unknown>>): string {
  const members = Object.keys(object)
    .filter((name) => object[name] !== undefined)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(object[name])}`);
  return `{${members.join(',')}}`;
}
