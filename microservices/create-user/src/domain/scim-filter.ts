import { parse, type Filter } from 'scim2-parse-filter';
import { bareName } from './scim-name.ts';
import { ScimFault } from './scim-fault.ts';

/** That an attribute has a value; `attribute` is its path in small letters, without the name of a schema. */
export interface Condition {
  readonly attribute: string;
  readonly value: string | boolean;
}

/**
 * The conditions of a filter (RFC 7644 §3.4.2.2) that all must hold.
 * @param known attributes that may be asked for
 * @throws ScimFault filter-invalid
 */
export function readFilter(text: string, known: readonly string[]): Condition[] {
  const { filter, texts } = parsed(text);
  const conditions = conditionsIn(filter).map(({ attribute, value }) => ({
    attribute,
    value: typeof value === 'string' ? (texts[Number(value)] ?? '') : value,
  }));
  for (const { attribute } of conditions) {
    if (!known.includes(attribute)) throw new ScimFault('filter-invalid', 'Filters by this attribute are not offered');
  }
  return conditions;
}

/** Reads a filter whose texts are numbered: of their escapes the library knows only those of quotes. */
function parsed(text: string): { readonly filter: Filter; readonly texts: readonly string[] } {
  const texts: string[] = [];
  try {
    const numbered = text.replace(/"(?:[^"\\]|\\.)*"/g, (quoted) => `"${texts.push(unquoted(quoted)) - 1}"`);
    return { filter: parse(numbered), texts };
  } catch (error) {
    throw new ScimFault('filter-invalid', 'The filter cannot be read', error);
  }
}

/** A text of JSON (RFC 7644 §3.4.2.2). Some directories escape nothing but quotes: then a backslash is one. */
function unquoted(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return String(JSON.parse(quoted.replace(/\\(?!")/g, String.raw`\\`)));
  }
}

function conditionsIn(filter: Filter, parent = ''): Condition[] {
  if (filter.op === 'and') return filter.filters.flatMap((part) => conditionsIn(part, parent));
  if (filter.op === '[]' && parent === '') return conditionsIn(filter.valFilter, `${bareName(filter.attrPath)}.`);
  if (filter.op !== 'eq') throw new ScimFault('filter-invalid', 'Only “eq” and “and” are offered in filters');
  const { compValue } = filter;
  if (typeof compValue !== 'string' && typeof compValue !== 'boolean') {
    throw new ScimFault('filter-invalid', 'A filter compares with text, true or false');
  }
  return [{ attribute: parent + bareName(filter.attrPath), value: compValue }];
}

/** The values of a resource by attribute, in small letters where case does not matter. */
export type Comparable = Readonly<Record<string, string | boolean | undefined>>;

/** Whether a resource is as all conditions say, but for those on attributes that it does not tell of. */
export function isAsSaid(values: Comparable, conditions: readonly Condition[]): boolean {
  return conditions.every(({ attribute, value }) => {
    if (!(attribute in values)) return true;
    const own = values[attribute];
    const isExact = attribute === 'id' || attribute === 'externalid';
    return own === (typeof value === 'string' && !isExact ? value.toLowerCase() : value);
  });
}
