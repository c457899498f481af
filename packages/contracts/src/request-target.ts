/** As browsers write them: path and query differ in the question mark and the backslash. */
const pathCharacter = String.raw`[!$&-;=@-\[\]-z|~{}]`;
const queryCharacter = '[!$&-;=?-z|~{}]';
const escape = '%[0-9A-Fa-f][0-9A-Fa-f]';
const escapeOfNoControl = '%[2-9A-Fa-f][0-9A-Fa-f]';

/**
 * What a request may ask for (RFC 9112 §3.2.1), as a regular expression that nginx reads too: a path and perhaps a query, in
 * the characters that browsers send. Two slashes would begin an authority; every escape is a whole one, in a path none of a control.
 */
export const requestTargetPattern = `^/(?!/)(?:${pathCharacter}|${escapeOfNoControl})*(?:\\?(?:${queryCharacter}|${escape})*)?$`;

const pattern = new RegExp(requestTargetPattern);

/** Whether a server may read `target`, the second word of a request, as path and query. */
export function isRequestTarget(target: string): boolean {
  return pattern.test(target);
}
