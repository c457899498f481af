import * as z from 'zod';
import { isEmail, normalEmail } from './email.ts';
import { isName } from './name.ts';

/** Text that people type and others read, composed (NFC): something to see in it, nothing hidden, no space around it. */
export const plainText = (maxLength: number) =>
  z
    .string()
    .trim()
    .normalize('NFC')
    .min(1)
    .max(maxLength)
    .refine(isName, 'must be visible text without control or hidden characters');

/** What a list is searched for: words, each of which must be found. */
export const searchText = plainText(100);

/** A UTC instant, RFC 3339, as `Date.prototype.toISOString` writes it. */
export const instant = z.iso.datetime().meta({ id: 'Instant', description: 'A UTC instant (RFC 3339).' });

/** An e-mail address, kept and compared in its normal form; at most 254 characters (RFC 5321 §4.5.3.1.3). */
export const emailAddress = z
  .string()
  .trim()
  .max(254)
  .transform(normalEmail)
  .refine((email) => email.length <= 254 && isEmail(email), 'must be an e-mail address')
  .meta({
    format: 'email',
    description: 'An e-mail address; case does not matter. A domain may have letters of any script.',
  });

export const userId = z.string().regex(/^usr_[0-9a-z]{26}$/, 'must be a user id');
export const instanceId = z.string().regex(/^mch_[0-9a-z]{26}$/, 'must be a machine id');
export const sessionId = z.string().regex(/^ses_[0-9a-z]{26}$/, 'must be a session id');
export const identityProviderId = z.string().regex(/^idp_[0-9a-z]{26}$/, 'must be the id of a company');
export const blueprintId = z.string().regex(/^[a-z][a-z0-9-]{1,31}$/, 'must be a blueprint id');

/** US dollars. */
export const dollars = z.number().min(0).meta({ description: 'US dollars.' });

/** An opaque place in a list, given back by the page before. */
export const cursor = z
  .string()
  .min(1)
  .max(1024)
  .regex(/^[\w-]+$/, 'must be a cursor from an earlier page');

export const pageQuery = { cursor: cursor.optional(), limit: z.coerce.number().int().min(1).max(100).default(50) };

/** One page of a list; `nextCursor` is absent on the last page. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().optional() });
}

/** Whether an address has no user name, password or fragment. */
export function isBareAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { hash, username, password } = new URL(address);
  return [hash, username, password].every((part) => part === '');
}
