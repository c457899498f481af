import type { Actor } from '@cloudapp/accounts/domain/audit-entry';
import { scimPrefix } from '@cloudapp/contracts/scim-resource';
import { apiPrefix } from '@cloudapp/contracts/route';
import { ScimFault } from '../domain/scim-fault.ts';
import { versionTag } from '../domain/scim-patch.ts';
import type { Parts } from './parts.ts';

/** How the directory is called where accounts say by whom they were changed; no user's id looks like it. */
export const directoryId = 'directory';

/** The directory, as whoever acts. */
export function directoryActor({ clientAddress, now }: { readonly clientAddress: string; readonly now: Date }): Actor {
  return { id: directoryId, name: 'Directory', address: clientAddress, now };
}

/** Where the routes of a directory are. */
export function scimBase({ site }: Pick<Parts, 'site'>): string {
  return `${site}${apiPrefix}${scimPrefix}`;
}

/**
 * Refuses what was meant for another version of a resource (RFC 7644 §3.14).
 * @throws ScimFault version-changed
 */
export function requireVersion(ifMatch: string | undefined, read: { readonly version: number }): void {
  const named = (ifMatch ?? '*').split(',').map((one) => one.trim());
  if (named.includes('*') || named.some((one) => opaque(one) === opaque(versionTag(read)))) return;
  throw new ScimFault('version-changed', 'It has changed since: read it again');
}

/** Ours are weak, and stand for the same representation in whatever coding; some clients leave out the mark. */
function opaque(tag: string): string {
  return tag.replace(/^W\//, '');
}
