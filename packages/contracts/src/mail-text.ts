import { isEmail } from './email.ts';
import { withoutInvisible } from './name.ts';

/** What stands for a dot, an at sign or a colon in an address, to a browser or to a reader. */
const dot = String.raw`[.\u2024\u3002\uFF0E\uFF61\uFE52]`;
const at = String.raw`[@\uFF20\uFE6B]`;
const colon = String.raw`[:\uFF1A\uFE55]`;
const slash = String.raw`[/\\\u2215\u2044\uFF0F\uFF3C]`;

/** Of a version, such as 5.0, which no mail program takes for an address. */
const dotOfNumber = String.raw`(?<=[0-9])\.(?=[0-9])`;

const linking = new RegExp(
  [
    `(?<numberDot>${dotOfNumber})`,
    String.raw`(?<=\S)(?<dot>${dot})(?=\S)`,
    `(?<at>${at})`,
    String.raw`(?<=\S)(?<colon>${colon})(?=\S)`,
    `(?<slashes>${slash}{2,})`,
  ].join('|'),
  'gu',
);

/**
 * What people or their programs wrote, as it may stand in a mail to others: one line, from which no mail program makes a link.
 * Addresses stay readable, as `https[:]/evil[.]example` or `a[at]evil[.]example`; names and versions stay as they are.
 */
export function mailText(text: string): string {
  return withoutInvisible(text).replace(linking, (found, ...rest) => {
    const kind = rest.at(-1) as Readonly<Record<string, string | undefined>>;
    if (kind['numberDot'] !== undefined) return found;
    if (kind['dot'] !== undefined) return '[.]';
    if (kind['at'] !== undefined) return '[at]';
    return kind['colon'] === undefined ? '/' : '[:]';
  });
}

/** An e-mail address that administrators gave somebody stays one; whatever else stands in its place is text. */
export function mailboxText(email: string): string {
  return isEmail(email) ? email : mailText(email);
}

/** SNS takes subjects of at most 100 characters, in ASCII only, and they become a header of an e-mail. */
export function mailSubject(text: string): string {
  return withoutInvisible(text)
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, 100);
}
