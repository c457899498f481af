import type { ScimOperation } from '@cloudapp/contracts/scim-resource';
import * as z from 'zod';
import { ScimFault } from './scim-fault.ts';
import { readPath, type ScimPath } from './scim-path.ts';

/** Attributes that stand in what a directory sends back as a whole, and are ours to set. */
const ours = new Set(['schemas', 'id', 'meta']);

type Apply<State> = (state: State, operation: ScimOperation, path: ScimPath) => State;

/**
 * What operations make of a resource, one after the other (RFC 7644 §3.5.2). One without a path sets each attribute of its value.
 * @throws ScimFault path-invalid, value-invalid, target-missing, filter-invalid
 */
export function patched<State>(start: State, operations: readonly ScimOperation[], apply: Apply<State>): State {
  return operations.reduce((state, operation) => {
    const { op, path, value } = operation;
    if (path !== undefined && path !== '') return apply(state, operation, readPath(path));
    if (op === 'remove') throw new ScimFault('target-missing', 'What is to be removed needs a path');
    const parts = z.record(z.string(), z.unknown()).safeParse(value).data;
    if (parts === undefined) throw new ScimFault('value-invalid', 'Without a path, the value must be an object');
    return Object.entries(parts).reduce((current, [name, part]) => {
      const read = readPath(name);
      return ours.has(read.attribute) ? current : apply(current, { ...operation, value: part }, read);
    }, state);
  }, start);
}

/** A value as a schema wants it. @throws ScimFault value-invalid */
export function validValue<T extends z.ZodType>(path: string, schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new ScimFault('value-invalid', `${path} ${result.error.issues[0]?.message ?? 'is not valid'}`);
}

/** The tag of a version of a resource, weak: it stands for the same in whatever coding. */
export function versionTag({ version }: { readonly version: number }): string {
  return `W/"${version}"`;
}
