import { isEmail } from './email.ts';
import { withoutInvisible } from './name.ts';

/** What stands for a dot, an at sign or a colon in an address, to a browser or to a reader. */
const dot = String.raw`[.\u2024\u3002\uFF0E\uFF61\uFE52]`;
const at = String.raw`[@\uFF20\uFE6B]`;
const colon = String.raw`[:\uFF1A\uFE55]`;
const slash = String.raw`[/\\\u2215\u2044\uFF0F\uFF3C]`;

/** Of a version, such as 5.0, which no mail program takes for an address. */
const dotOfNumber = String.raw`(?<=[0-9])\.(?=[0-9])`;

/**
 * Of a size of machines, such as t3.large, which stands by itself: none of its endings is a domain, so that no mail program takes it for an
 * address. No other word with a dot is let stand, since which domains there are changes.
 *
 * @see https://data.iana.org/TLD/tlds-alpha-by-domain.txt
 */
const dotOfSize = String.raw`(?<=(?:^|[\s("'“‘])[a-z]{1,3}[0-9][a-z0-9]{0,5}(?:-[a-z]{1,5})?)\.(?=(?:nano|micro|small|medium|(?:[0-9]{0,2}x)?large|metal)(?:$|[\s)"'”’,;!?]|\.(?:\s|$)))`;

const linking = new RegExp(
  [
    `(?<plainDot>${dotOfNumber}|${dotOfSize})`,
    String.raw`(?<=\S)(?<dot>${dot})(?=\S)`,
    `(?<at>${at})`,
    String.raw`(?<=\S)(?<colon>${colon})(?=\S)`,
    `(?<slashes>${slash}{2,})`,
  ].join('|'),
  'gu',
);

/**
 * What people or their programs wrote, as it may stand in a mail to others: one line, from which no mail program makes a link.
 * Addresses stay readable, as `https[:]/evil[.]example` or `a[at]evil[.]example`; names, versions and sizes of machines stay as they are.
 */
export function mailText(text: string): string {
  return withoutInvisible(text).replace(linking, (found, ...rest) => {
    const kind = rest.at(-1) as Readonly<Record<string, string | undefined>>;
    if (kind['plainDot'] !== undefined) return found;
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
