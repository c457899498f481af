import { hash } from 'node:crypto';

/** 132 bits in base64url: no two answers are taken for each other by chance. */
const digestLength = 22;

/** The tag of an answer, a digest of its text. It is a weak one (RFC 9110, 8.8.1), since nginx compresses answers on their way. */
export function entityTag(text: string): string {
  const digest = hash('sha256', text, 'base64url');
  return `W/"${digest.slice(0, digestLength)}"`;
}

/**
 * Whether `If-None-Match` names a tag of ours (RFC 9110, 13.1.2). Koa's `fresh` is not asked: it gives the whole answer again to
 * requests with `Cache-Control: no-cache`, and browsers add that to every conditional request of a page's script (Fetch, HTTP-network-or-cache
 * fetch).
 */
export function isNamedIn(ifNoneMatch: string, tag: string): boolean {
  return ifNoneMatch
    .split(',')
    .map((named) => named.trim())
    .some((named) => named === '*' || opaqueIn(named) === opaqueIn(tag));
}

/** A tag without the mark of a weak one. */
function opaqueIn(tag: string): string {
  return tag.replace(/^W\//, '');
}
