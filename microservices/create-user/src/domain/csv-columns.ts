import { foldText } from '@cloudapp/contracts/fold-text';
import type { ColumnMeaning, ImportedColumn } from '@cloudapp/contracts/user';

/** What headings call the same thing, folded and without all but letters: ours, and those that exports of directories have. */
const knownHeadings: Readonly<Record<string, ColumnMeaning>> = {
  email: 'email',
  mail: 'email',
  emailaddress: 'email',
  mailaddress: 'email',
  primaryemail: 'email',
  workemail: 'email',
  emailadresse: 'email',
  name: 'name',
  fullname: 'name',
  displayname: 'name',
  firstname: 'givenName',
  givenname: 'givenName',
  forename: 'givenName',
  vorname: 'givenName',
  lastname: 'familyName',
  familyname: 'familyName',
  surname: 'familyName',
  nachname: 'familyName',
  role: 'role',
  quota: 'quota',
  machinequota: 'quota',
  group: 'group',
  department: 'group',
  team: 'group',
  gruppe: 'group',
  abteilung: 'group',
  costcentre: 'costCentre',
  costcenter: 'costCentre',
  kostenstelle: 'costCentre',
};

/** What a heading has in it that is none of those, and what that makes likely. */
const hints: readonly (readonly [RegExp, ColumnMeaning])[] = [
  [/mail|login|username|userprincipal/, 'email'],
  [/name/, 'name'],
  [/role|type/, 'role'],
  [/machine|limit/, 'quota'],
];

/**
 * What each column of a file is taken for, by its heading. It is sure where a heading is known and no other claims the same; of two that
 * do, the first is taken, and neither is sure. What is like nothing is surely left out.
 */
export function readColumns(headings: readonly string[]): ImportedColumn[] {
  const likely = headings.map((heading) => {
    const bare = foldText(heading).replaceAll(/[^\p{L}]|required|optional/gu, '');
    const known = Object.hasOwn(knownHeadings, bare) ? knownHeadings[bare] : undefined;
    return { heading, meaning: known ?? hints.find(([hint]) => hint.test(bare))?.[1], isKnown: known !== undefined };
  });
  const taken = new Map<ColumnMeaning, number>();
  // Known headings choose first.
  for (const pass of [true, false]) {
    for (const [index, { meaning, isKnown }] of likely.entries()) {
      if (meaning !== undefined && isKnown === pass && !taken.has(meaning)) taken.set(meaning, index);
    }
  }
  const claims = (meaning: ColumnMeaning) => likely.filter((one) => one.isKnown && one.meaning === meaning).length;
  return likely.map(({ heading, meaning, isKnown }, index) => {
    if (meaning === undefined) return { heading, meaning: 'none', isSure: true };
    const isTaken = taken.get(meaning) === index;
    return {
      heading,
      meaning: isTaken ? meaning : 'none',
      // A guess that another column has made needless needs no look.
      isSure: isKnown ? claims(meaning) === 1 : !isTaken,
    };
  });
}

/** Why columns cannot be read as they are meant, or undefined: who lacks an e-mail or a name cannot be created. */
export function columnsFault(meanings: readonly ColumnMeaning[]): string | undefined {
  const has = (meaning: ColumnMeaning) => meanings.includes(meaning);
  if (!has('email')) return 'say which column has the e-mail addresses';
  if (!has('name') && !has('givenName') && !has('familyName')) return 'say which column has the names';
  const chosen = meanings.filter((meaning) => meaning !== 'none');
  return new Set(chosen).size === chosen.length ? undefined : 'choose each meaning for one column only';
}
