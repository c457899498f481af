import { createUser, listUsers, quotaLimitSchema } from '@cloudapp/contracts/user';
import { allPages } from '../api/all-pages.ts';
import type { Command } from '../command.ts';
import { clean } from '../output/clean.ts';
import { facts, table } from '../output/table.ts';
import { readNumber } from './numbers.ts';

const forAdministrators = 'For administrators who signed in with `cloudapp login --admin`.';

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
