import { createUser, listUsers, quotaLimitSchema, updateUser, type User } from '@cloudapp/contracts/user';
import { allPages } from '../api/all-pages.ts';
import type { Command, Positional } from '../command.ts';
import { Failure } from '../failure.ts';
import { clean } from '../output/clean.ts';
import { facts, table } from '../output/table.ts';
import { fromNow } from '../output/words.ts';
import { findUser } from '../users/find-user.ts';
import { readNumber } from './numbers.ts';

const user: Positional = { name: 'USER' };
const forAdministrators = 'For administrators who signed in with `cloudapp login --admin`.';
const byEmail = 'Users go by e-mail or id.';

export const usersLs: Command = {
  name: 'users ls',
  summary: 'List users, newest first',
  options: [{ name: 'search', value: 'WORDS', summary: 'Those with these words in name or e-mail' }],
  notes: [forAdministrators],
  run: async ({ api: open, text, page }) => {
    const api = await open();
    const search = text('search');
    const items = await allPages((cursor) => api.call(listUsers, { query: { limit: 100, cursor, search } }));
    const rows = items.map(({ email, name, role, status, quota }) => [
      ...[email, name, role, status],
      `${quota.used} of ${quota.limit}`,
    ]);
    page.answer({ items }, () => table(['E-MAIL', 'NAME', 'ROLE', 'STATUS', 'MACHINES'], rows));
    return undefined;
  },
};

export const usersAdd: Command = {
  name: 'users add',
  summary: 'Create a user and print the one-time password to hand over',
  positionals: [{ name: 'EMAIL' }, { name: 'NAME' }],
  options: [{ name: 'quota', value: 'MACHINES', summary: 'How many machines at once; 3 otherwise' }],
  notes: [forAdministrators, 'Making an administrator takes a password, so that it is done in the pages.'],
  run: async ({ api: open, positional, text, page }) => {
    const quota = readNumber('quota', text('quota') ?? '3', quotaLimitSchema);
    const body = { email: positional('EMAIL'), name: positional('NAME'), quota };
    const answer = await (await open()).call(createUser, { body });
    page.answer(answer, () =>
      facts([
        ['User', `${answer.user.name} <${answer.user.email}>`],
        ['One-time password', answer.oneTimePassword],
        ['Good until', answer.validUntil],
      ]),
    );
    page.note(`${clean(answer.user.name)} signs in with it once and then chooses another. It is shown only now.`);
    return undefined;
  },
};

export const usersShow: Command = {
  name: 'users show',
  summary: 'Say what there is to know about a user',
  positionals: [user],
  notes: [forAdministrators, byEmail],
  run: async ({ api: open, positional, page, surroundings }) => {
    const found = await findUser(await open(), positional('USER'));
    page.answer(found, () => factsOf(found, surroundings.now()));
    return undefined;
  },
};

export const usersSet: Command = {
  name: 'users set',
  summary: 'Change what a user is called, or how many machines they may have',
  positionals: [user],
  options: [
    { name: 'name', value: 'NAME', summary: 'What they are called' },
    { name: 'quota', value: 'MACHINES', summary: 'How many machines at once' },
  ],
  notes: [forAdministrators, byEmail, 'More machines than before take a password, so that this is done in the pages.'],
  run: async ({ api: open, positional, text, page, surroundings }) => {
    const [name, quotaText] = [text('name'), text('quota')];
    if (name === undefined && quotaText === undefined) {
      throw new Failure('usage', 'Say what is to change: --name NAME or --quota MACHINES.');
    }
    const quota = quotaText === undefined ? undefined : readNumber('quota', quotaText, quotaLimitSchema);
    const api = await open();
    const { id } = await findUser(api, positional('USER'));
    const after = await api.call(updateUser, { params: { id }, body: { name, quota } });
    page.answer(after, () => factsOf(after, surroundings.now()));
    return undefined;
  },
};

export const usersEnable: Command = {
  name: 'users enable',
  summary: 'Let a user who was disabled sign in again',
  positionals: [user],
  notes: [forAdministrators, byEmail, 'Disabling and deleting take a password, so that they are done in the pages.'],
  run: async ({ api: open, positional, page }) => {
    const api = await open();
    const { id } = await findUser(api, positional('USER'));
    const after = await api.call(updateUser, { params: { id }, body: { status: 'active' } });
    page.answer(after, () => [`${clean(after.name)} can sign in.`]);
    return undefined;
  },
};

function factsOf(found: User, now: Date): string[] {
  const { id, email, name, role, status, quota, createdAt, lastSignInAt, hasSecondFactor } = found;
  return facts([
    ['Name', name],
    ['E-mail', email],
    ['Id', id],
    ['Role', role],
    ['Status', status],
    ['Machines', `${quota.used} of ${quota.limit}`],
    ['Second factor', hasSecondFactor ? 'set up' : 'none'],
    ['Made', createdAt],
    ['Last sign-in', lastSignInAt === undefined ? 'never' : fromNow(lastSignInAt, now)],
  ]);
}
