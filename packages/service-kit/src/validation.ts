import type { FieldError } from '@cloudapp/contracts/problem';
import type * as z from 'zod';

/** Rejected fields named in one problem document; a request with more is told of these first. */
const maxErrors = 50;

/** A JSON Pointer (RFC 6901) below `base`. */
export function jsonPointer(base: string, path: readonly PropertyKey[]): string {
  return base + path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** What is wrong with each field, as people can read it; unknown keys are named one by one. */
export function fieldErrors(error: z.ZodError, base: string): FieldError[] {
  return error.issues
    .flatMap((issue): FieldError[] => {
      if (issue.code !== 'unrecognized_keys')
        return [{ pointer: jsonPointer(base, issue.path), detail: issue.message }];
      return issue.keys.map((key) => ({
        pointer: jsonPointer(base, [...issue.path, key.slice(0, 100)]),
        detail: 'is not a field of this request',
      }));
    })
    .slice(0, maxErrors);
}
