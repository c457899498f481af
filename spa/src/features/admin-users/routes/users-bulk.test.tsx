import type { ChangedOne, User } from '@cloudapp/contracts/user';
import { screen, waitFor, within } from '@testing-library/react';
import type { HttpHandler } from 'msw';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { invitation, oneTimePassword } from '../../../testing/handlers/people.ts';
import { MockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { grace } from '../../../testing/world.ts';

const personOf = (n: number): User => ({
  ...grace(),
  id: `usr_${String(n).padStart(26, '0')}`,
  name: `Person ${n}`,
  email: `p${n}@example.org`,
  role: 'user',
});
const people = Array.from({ length: 45 }, (_, n) => personOf(n));

/** A directory of 45 and oneself, of whom a page has 25; and what was asked to be changed. */
function directory() {
  const asked: { ids: readonly string[]; action: string }[] = [];
  const everybody = [grace(), ...people];
  const list = mockRoute('listUsers', ({ query }) => {
    const start = Number(query.get('cursor') ?? 0);
    const end = start + Number(query.get('limit'));
    return { items: everybody.slice(start, end), ...(end < everybody.length && { nextCursor: String(end) }) };
  });
  const count = mockRoute('countUsers', () => ({ count: everybody.length, complete: true }));
  const change = (answer: (id: string) => Omit<ChangedOne, 'id'>) =>
    mockRoute('changeUsers', ({ body }) => {
      asked.push({ ids: body.ids, action: body.change.action });
      return { results: body.ids.map((id) => ({ id, ...answer(id) })) };
    });
  return { asked, list, count, change };
}

async function open(handlers: readonly HttpHandler[]) {
  const view = renderApp('/admin/users?size=25', { as: grace(), handlers });
  await screen.findByRole('table', { name: 'Users' });
  return view;
}

const bar = () => within(screen.getByRole('region', { name: 'Selected users' }));

describe('doing the same to many users', () => {
  it('selects all that match, over all pages, names them, and changes them a few at a time', async () => {
    const { asked, list, count, change } = directory();
    const { user } = await open([list, count, change(() => ({ outcome: 'done' }))]);

    await user.click(screen.getByRole('checkbox', { name: 'Select all shown' }));
    expect(bar().getByText('25 users selected')).toBeInTheDocument();
    await user.click(bar().getByRole('button', { name: 'Select all 46 that match' }));
    expect(await bar().findByText('46 users selected')).toBeInTheDocument();
    await user.click(bar().getByRole('button', { name: 'Disable' }));

    const dialog = await screen.findByRole('dialog', { name: 'Disable: 45 users' });
    expect(within(dialog).getByRole('region', { name: 'Whom it hits' })).toHaveTextContent('Person 44');
    expect(dialog).toHaveTextContent('Left alone: your own account.');
    expect(await findAccessibilityFaults()).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Disable' }));

    expect(await screen.findByText('Of 45 users 45 were disabled.')).toBeInTheDocument();
    expect(asked.map(({ ids }) => ids.length)).toEqual([20, 20, 5]);
    expect(asked.flatMap(({ ids }) => ids)).toEqual(people.map(({ id }) => id));
    await user.click(screen.getByRole('button', { name: 'Done' }));
    await waitFor(() => {
      expect(screen.queryByRole('region', { name: 'Selected users' })).not.toBeInTheDocument();
    });
  });

  it('says of each who was refused why, and tries again for those for whom it may help', async () => {
    const { asked, list, count, change } = directory();
    const [first, second] = people as [User, User];
    const refusals = new Map([
      [first.id, 'last-administrator'],
      [second.id, 'edit-conflict'],
    ] as const);
    const answer = (id: string) => {
      const reason = asked.length === 1 ? refusals.get(id) : undefined;
      return reason ? ({ outcome: 'refused', reason } as const) : ({ outcome: 'done' } as const);
    };
    const { user } = await open([list, count, change(answer)]);

    for (const name of ['Person 0', 'Person 1', 'Person 2']) {
      await user.click(screen.getByRole('checkbox', { name: `Select ${name}` }));
    }
    await user.click(bar().getByRole('button', { name: 'Sign out everywhere' }));
    const question = await screen.findByRole('dialog', { name: 'Sign out everywhere: 3 users' });
    await user.click(within(question).getByRole('button', { name: 'Sign out everywhere' }));

    expect(await screen.findByText('Of 3 users 1 was signed out and 2 were refused.')).toBeInTheDocument();
    expect(screen.getByRole('list', { name: 'Refused' })).toHaveTextContent(
      /Person 0: The only active administrator.*Person 1: Somebody else changed/,
    );
    await user.click(screen.getByRole('button', { name: 'Try again for 1 user' }));

    expect(await screen.findByText('Of 3 users 2 were signed out and 1 was refused.')).toBeInTheDocument();
    expect(asked.at(-1)?.ids).toEqual([second.id]);
  });

  it('keeps the links that were made when a later part fails, and goes on from there', async () => {
    const { asked, list, count, change } = directory();
    let fails = true;
    const failing = mockRoute('changeUsers', ({ body }) => {
      if (fails && body.ids.length < 20) throw new MockProblem('internal-error');
      asked.push({ ids: body.ids, action: body.change.action });
      return { results: body.ids.map((id) => ({ id, outcome: 'done', ...invitation }) as const) };
    });
    const { user } = await open([list, count, failing, change(() => ({ outcome: 'done' }))]);

    await user.click(screen.getByRole('checkbox', { name: 'Select all shown' }));
    await user.click(bar().getByRole('button', { name: 'New links' }));
    const question = await screen.findByRole('dialog', { name: 'New links: 24 users' });
    await user.click(within(question).getByRole('button', { name: 'New links' }));

    expect(await screen.findByText('Of 24 users 20 were given a link and 4 were not tried.')).toBeInTheDocument();
    expect(screen.getByText('20 links, shown only now')).toBeInTheDocument();
    fails = false;
    await user.click(screen.getByRole('button', { name: 'Try again for 4 users' }));

    expect(await screen.findByText('24 links, shown only now')).toBeInTheDocument();
    expect(new Set(asked.flatMap(({ ids }) => ids)).size).toBe(24);
    await user.click(screen.getByRole('button', { name: 'Done' }));
    expect(await screen.findByRole('dialog', { name: 'Close without the links?' })).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await user.click(screen.getByRole('button', { name: 'Copy all' }));
    expect(await navigator.clipboard.readText()).toContain(oneTimePassword);
  });

  it('keeps who is ticked while the list is searched for others', async () => {
    const { user } = await open([]);

    await user.click(screen.getByRole('checkbox', { name: 'Select Ada Lovelace' }));
    await user.type(screen.getByRole('searchbox', { name: 'Search users' }), 'turing');
    await waitFor(() => {
      expect(screen.queryByText('Ada Lovelace')).not.toBeInTheDocument();
    });
    await user.click(screen.getByRole('checkbox', { name: 'Select Alan Turing' }));

    await user.click(bar().getByRole('button', { name: 'Set quota' }));
    const question = await screen.findByRole('dialog', { name: 'Set quota: 2 users' });
    expect(question).toHaveTextContent(/Ada Lovelace.*Alan Turing/);
    await user.clear(within(question).getByRole('textbox', { name: 'Machine quota' }));
    expect(within(question).getByRole('button', { name: 'Set quota' })).toBeDisabled();
    await user.type(within(question).getByRole('textbox', { name: 'Machine quota' }), '8');
    await user.click(within(question).getByRole('button', { name: 'Set quota' }));

    expect(await screen.findByText('Of 2 users 2 were given the quota.')).toBeInTheDocument();
  });
});
