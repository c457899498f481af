import { type ScimListQuery, type ScimShownQuery } from '@cloudapp/contracts/scim';
import { mostListed, scimSchemaIds } from '@cloudapp/contracts/scim-resource';
import { bareName } from '../domain/scim-name.ts';

const usualCount = 100;

/** Which part of a list is asked for, counted from 1 (RFC 7644 §3.4.2.4). */
export function pageOfList<T>(all: readonly T[], { startIndex = 1, count = usualCount }: ScimListQuery) {
  const first = Math.max(1, startIndex);
  const wanted = Math.min(Math.max(0, count), mostListed);
  return { first, items: all.slice(first - 1, first - 1 + wanted) };
}

/** A list as directories read one. */
export function scimList<T>(Resources: readonly T[], totalResults: number, startIndex = 1) {
  return {
    schemas: [scimSchemaIds.list],
    ...{ totalResults, startIndex, itemsPerPage: Resources.length },
    Resources: [...Resources],
  };
}

const always = new Set(['schemas', 'id']);

function names(text: string | undefined): Set<string> | undefined {
  const all = (text ?? '').split(',').map((name) => bareName(name.trim()).split('.')[0] ?? '');
  return text === undefined ? undefined : new Set(all);
}

/** Tells whether an attribute is wanted: of those that are named, or of all but those that are (RFC 7644 §3.9). */
export function isShown({ attributes, excludedAttributes }: ScimShownQuery): (attribute: string) => boolean {
  const wanted = names(attributes);
  const unwanted = names(excludedAttributes);
  return (attribute) => {
    const name = attribute.toLowerCase();
    if (always.has(name)) return true;
    return wanted?.has(name) ?? !unwanted?.has(name);
  };
}

/** What is wanted of a resource. */
export function shownOf<T extends object>(resource: T, query: ScimShownQuery): T {
  const isWanted = isShown(query);
  // What is always there stays; all else may be absent.
  return Object.fromEntries(Object.entries(resource).filter(([name]) => isWanted(name))) as T;
}
