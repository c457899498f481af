import type * as z from 'zod';
import { Failure } from '../failure.ts';

/** A whole number that somebody typed, within what the contract takes. */
export function readNumber(option: string, text: string, schema: z.ZodType<number>): number {
  const read = schema.safeParse(/^\d+$/.test(text) ? Number(text) : undefined);
  if (read.success) return read.data;
  throw new Failure('usage', `--${option} takes a whole number; ${text === '' ? 'nothing' : `“${text}”`} cannot be.`);
}
