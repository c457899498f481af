import { readFilter } from './scim-filter.ts';
import { bareName } from './scim-name.ts';
import { ScimFault } from './scim-fault.ts';

const pattern = /^([a-z][\w$.:-]*)(?:\[(.{1,400})\])?(?:\.([a-z$][\w$-]*))?$/i;

/** What a path of a PATCH means (RFC 7644 §3.5.2): an attribute in small letters, and of several values the one that is chosen. */
export interface ScimPath {
  readonly attribute: string;
  /** The `value` that the one meant has. */
  readonly chosen?: string | undefined;
}

/** @throws ScimFault path-invalid, filter-invalid */
export function readPath(text: string): ScimPath {
  const [, name, filter, part] = pattern.exec(text.trim()) ?? [];
  if (name === undefined) throw new ScimFault('path-invalid', 'The path cannot be read');
  const attribute = bareName(part === undefined ? name : `${name}.${part}`);
  if (filter === undefined) return { attribute };
  const [condition, ...others] = readFilter(filter, ['value', 'type', 'primary', 'display', '$ref']);
  const isOfValue = condition?.attribute === 'value' && others.length === 0;
  return { attribute, ...(isOfValue && { chosen: String(condition.value) }) };
}
