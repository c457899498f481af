import Builder from 'fast-xml-builder';
import { randomUUID } from 'node:crypto';
import type { Ec2Error } from './ec2-error.ts';

/** A request of the EC2 Query protocol, `Filter.1.Value.2=x` unfolded into objects and lists. */
export type Parameter = string | Parameter[] | { [name: string]: Parameter };
export type Parameters = Record<string, Parameter>;

const NAMESPACE = 'http://ec2.amazonaws.com/doc/2016-11-15/';
const builder = new Builder({ ignoreAttributes: false, suppressEmptyNode: true });

export function parseParameters(body: string): Parameters {
  const root: Parameters = {};
  for (const [name, value] of new URLSearchParams(body)) place(root, name.split('.'), value);
  return listsOf(root) as Parameters;
}

function place(root: Parameters, path: string[], value: string): void {
  let node = root;
  for (const part of path.slice(0, -1)) {
    const next = Object.hasOwn(node, part) ? node[part] : undefined;
    if (typeof next === 'object' && !Array.isArray(next)) node = next;
    else node = node[part] = Object.create(null) as Parameters;
  }
  node[path.at(-1) ?? ''] = value;
}

/** `{1: …, 2: …}` is a list in this protocol. */
function listsOf(node: Parameter): Parameter {
  if (typeof node === 'string' || Array.isArray(node)) return node;
  const entries = Object.entries(node);
  const isList = entries.length > 0 && entries.every(([name]) => /^\d+$/.test(name));
  if (isList) return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => listsOf(item));
  return Object.fromEntries(entries.map(([name, item]) => [name, listsOf(item)]));
}

export const text = (node: Parameter | undefined): string | undefined => (typeof node === 'string' ? node : undefined);

export const list = (node: Parameter | undefined): Parameter[] => (Array.isArray(node) ? node : []);

export const texts = (node: Parameter | undefined): string[] => list(node).filter((item) => typeof item === 'string');

export const fields = (node: Parameter | undefined): Parameters =>
  typeof node === 'object' && !Array.isArray(node) ? node : {};

/** What an action answers; `undefined` leaves an element out, lists are written as EC2 does, `<item>` by `<item>`. */
export type Element = string | number | boolean | Date | undefined | Element[] | { [name: string]: Element };

export function renderResponse(action: string, body: Record<string, Element>, requestId: string): string {
  return builder.build({
    [`${action}Response`]: { '@_xmlns': NAMESPACE, requestId, ...(plain(body) as object) },
  });
}

export function renderError(error: Ec2Error, requestId: string = randomUUID()): string {
  return builder.build({
    Response: { Errors: { Error: { Code: error.code, Message: error.message } }, RequestID: requestId },
  });
}

function plain(element: Element): unknown {
  if (element instanceof Date) return element.toISOString();
  if (Array.isArray(element)) return { item: element.map(plain) };
  if (typeof element !== 'object') return element;
  return Object.fromEntries(
    Object.entries(element)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, plain(value)]),
  );
}
