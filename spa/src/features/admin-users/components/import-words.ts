import type { ImportedRow } from '@cloudapp/contracts/user';
import { linkFor } from './invitation-to-send.tsx';
import { maxQuota } from './user-words.ts';

/** What the contract's rules on a cell come down to. */
const rules: Readonly<Record<string, string>> = {
  email: 'The e-mail is missing or not an e-mail address',
  name: 'The name is missing, longer than 100 characters, or has hidden or unreadable characters',
  role: 'The role is neither user nor admin',
  quota: `The quota is not a whole number from 0 to ${maxQuota}`,
  group: 'The group is longer than 64 characters, or has hidden or unreadable characters',
  costCentre: 'The cost centre is longer than 32 characters, or has others than letters, digits, spaces and - . _',
};

/** Why a line is bad, for people: of a cell that breaks a rule the rule, else what the API says. */
export function explainLine(error: string): string {
  const faults = error.split('; ').map((fault) => rules[/^(\w+): /.exec(fault)?.[1] ?? ''] ?? sentence(fault));
  return `${[...new Set(faults)].join('. ')}.`;
}

function sentence(fault: string): string {
  if (fault.startsWith('is ') || fault.startsWith('has ')) return `The line ${fault}`;
  return fault.charAt(0).toUpperCase() + fault.slice(1);
}

/** A cell as spreadsheets read it; what they would take for a formula becomes text. */
function cell(text: string): string {
  const inert = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return /[",\n\r;]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/** Somebody to whom a link is handed over, and what it is made of. */
export type PersonWithLink = Pick<ImportedRow, 'email' | 'name' | 'oneTimePassword' | 'validUntil'>;

/** The link of a person, where there is one. */
export function linkOf({ email, oneTimePassword, validUntil }: Omit<PersonWithLink, 'name'>): string | undefined {
  if (oneTimePassword === undefined || validUntil === undefined) return undefined;
  return linkFor(email, { oneTimePassword, validUntil });
}

/** People with their links, as a file for a spreadsheet. */
export function linksCsv(rows: readonly PersonWithLink[]): string {
  const lines = rows.flatMap((row) => {
    const link = linkOf(row);
    return link === undefined ? [] : [[row.email, row.name, link, row.validUntil ?? ''].map(cell).join(',')];
  });
  return ['email,name,link to choose a password,valid until', ...lines, ''].join('\r\n');
}

interface Counts {
  readonly added: number;
  readonly refused: number;
  readonly notTried: number;
}

/** What became of everybody whom the preview showed, so that the numbers add up. */
export function sumUp({ added, refused, notTried }: Counts): string {
  const were = (count: number, what: string) =>
    count === 0 ? [] : [`${count} ${count === 1 ? 'was' : 'were'} ${what}`];
  const parts = [...were(added, 'added'), ...were(refused, 'refused'), ...were(notTried, 'not tried')];
  const all = added + refused + notTried;
  return `Of ${all} ${all === 1 ? 'person' : 'people'} ${parts.join(' and ')}.`;
}
