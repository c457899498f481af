import type { Item } from '../attribute-value.ts';
import type { Placeholders } from './placeholders.ts';
import { Reader } from './reader.ts';

/** What is shown of an item. */
export type Projection = (item: Item) => Item;

/** Reads a ProjectionExpression; without one, all is shown. Paths into an attribute are unknown here, and refused. */
export function readProjection(text: string | undefined, placeholders: Placeholders): Projection {
  if (text === undefined) return (item) => item;
  const reader = new Reader('ProjectionExpression', text, placeholders);
  const names = new Set([topLevel(reader)]);
  while (reader.accept(',')) names.add(topLevel(reader));
  reader.end();
  return (item) => Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
}

function topLevel(reader: Reader): string {
  const [name, ...inner] = reader.path();
  if (inner.length > 0) throw new RangeError('The stand-in projects whole attributes alone');
  return String(name);
}
