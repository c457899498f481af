import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { auditEvents } from '../../../testing/data/records.ts';
import { mockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada, grace } from '../../../testing/world.ts';

const as = grace();

async function texts(): Promise<string[]> {
  const items = await within(await screen.findByRole('main')).findAllByRole('listitem');
  return items.map(({ textContent }) => textContent);
}

describe('audit log', () => {
  it('tells events in sentences, with where from and when', async () => {
    renderApp('/admin/audit', { as });

    const [newest] = await texts();
    expect(newest).toContain('Ada Lovelace launched swift-heron');
    expect(newest).toContain('from 84.112.7.31');
    expect(newest).toContain('1 min ago');
    expect(screen.getByText('A sign-in with an unknown e-mail failed')).toBeVisible();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('separates the days', async () => {
    const event = { id: 'old', action: 'sign-out', actor: { id: 'x', name: 'Ada Lovelace' } } as const;
    const at = new Date(Date.now() - 86_400_000).toISOString();
    renderApp('/admin/audit', {
      as,
      handlers: [mockRoute('listAudit', () => ({ items: [{ ...event, at }] }))],
    });

    const day = await screen.findByRole('region', { name: 'Yesterday' });
    expect(within(day).getByRole('listitem')).toHaveTextContent('Ada Lovelace signed out');
  });

  it('filters by the action and the person in the address', async () => {
    renderApp(`/admin/audit?action=sign-in&actorId=${ada().id}`, { as });

    expect(await texts()).toEqual([expect.stringContaining('Ada Lovelace signed in')]);
    expect(screen.getByLabelText('Action')).toHaveValue('sign-in');
    await waitFor(() => {
      expect(screen.getByRole('combobox', { name: 'Person' })).toHaveDisplayValue('Ada Lovelace');
    });
  });

  it('filters by what is chosen, and shows all again', async () => {
    const { user } = renderApp('/admin/audit', { as });
    const all = await texts();

    await user.selectOptions(screen.getByLabelText('Action'), 'Machine failed');
    await waitFor(async () => {
      expect(await texts()).toHaveLength(1);
    });
    await user.click(screen.getByRole('button', { name: 'Clear filters' }));

    await waitFor(async () => {
      expect(await texts()).toHaveLength(all.length);
    });
  });

  it('narrows to days of the reader, and sends instants', async () => {
    const asked: (string | null)[][] = [];
    const { user } = renderApp('/admin/audit', {
      as,
      handlers: [
        mockRoute('listAudit', ({ query }) => {
          asked.push([query.get('from'), query.get('to')]);
          return { items: auditEvents() };
        }),
      ],
    });
    await texts();

    await user.type(screen.getByLabelText('From'), '2026-11-20');
    await user.type(screen.getByLabelText('To'), '2026-11-22');

    const midnight = (day: number) => new Date(2026, 10, day).toISOString();
    await waitFor(() => {
      expect(asked.at(-1)).toEqual([midnight(20), midnight(23)]);
    });
  });

  it('takes no last day that lies before the first', async () => {
    const ends: (string | null)[] = [];
    const { user } = renderApp('/admin/audit?from=2026-11-20', {
      as,
      handlers: [
        mockRoute('listAudit', ({ query }) => {
          ends.push(query.get('to'));
          return { items: auditEvents() };
        }),
      ],
    });
    await texts();
    expect(screen.getByLabelText('From')).toHaveValue('2026-11-20');

    await user.type(screen.getByLabelText('To'), '2026-11-19');
    await user.tab();

    expect(screen.getByLabelText('To')).toHaveAccessibleDescription('Before the first day');
    expect(ends.filter((end) => end !== null)).toEqual([]);
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('finds anybody by typing, also who is deleted', async () => {
    const gone = { id: `usr_${'gone'.padEnd(26, '0')}`, name: 'Gone Girl' };
    const deletion = { id: 'd', at: new Date().toISOString(), action: 'user-deleted' } as const;
    const searched: (string | null)[] = [];
    const { user } = renderApp('/admin/audit', {
      as,
      handlers: [
        mockRoute('listUsers', ({ query }) => {
          searched.push(query.get('search'));
          return { items: [] };
        }),
        mockRoute('listAudit', ({ query }) => {
          if (query.get('action') === 'user-deleted') {
            return { items: [{ ...deletion, subject: { kind: 'user', ...gone }, detail: 'gone@example.com' }] };
          }
          return {
            items:
              query.get('actorId') === gone.id
                ? [{ id: 'x', at: deletion.at, action: 'sign-out', actor: gone }]
                : auditEvents(),
          };
        }),
      ],
    });
    await texts();

    await user.type(screen.getByRole('combobox', { name: 'Person' }), 'gone');
    await waitFor(() => {
      expect(searched).toContain('gone');
    });
    // jsdom lays nothing out, so Mantine takes the list for one whose field has scrolled away, and hides it.
    await user.click(await screen.findByRole('option', { hidden: true, name: /Gone Girl \(deleted\)/ }));

    await waitFor(async () => {
      expect(await texts()).toEqual([expect.stringContaining('Gone Girl signed out')]);
    });
    expect(screen.getByRole('combobox', { name: 'Person' })).toHaveDisplayValue('Gone Girl');
  });

  it('names somebody in the address who is deleted, by what the log holds', async () => {
    const gone = { id: `usr_${'gone'.padEnd(26, '0')}`, name: 'Gone Girl' };
    renderApp(`/admin/audit?actorId=${gone.id}`, {
      as,
      handlers: [
        mockRoute('listAudit', () => ({
          items: [{ id: 'x', at: new Date().toISOString(), action: 'sign-out', actor: gone }],
        })),
      ],
    });

    await waitFor(() => {
      expect(screen.getByRole('combobox', { name: 'Person' })).toHaveDisplayValue('Gone Girl');
    });
  });

  it('says when nothing matches', async () => {
    renderApp('/admin/audit?action=stray-found', { as });

    expect(await screen.findByRole('heading', { name: 'No event matches' })).toBeVisible();
  });

  it('looks further back when the days that were looked through had none', async () => {
    const [event] = auditEvents();
    const { user } = renderApp('/admin/audit?action=stray-found', {
      as,
      handlers: [
        mockRoute('listAudit', ({ query }) =>
          query.get('cursor') === 'older' ? { items: event ? [event] : [] } : { items: [], nextCursor: 'older' },
        ),
      ],
    });
    expect(await screen.findByRole('heading', { name: 'Nothing found so far' })).toBeVisible();

    await user.click(screen.getByRole('button', { name: 'Look further back' }));

    await waitFor(async () => {
      expect(await texts()).toHaveLength(1);
    });
  });

  it('shows more by the cursor, until there is no more', async () => {
    const [first, ...rest] = auditEvents();
    const { user } = renderApp('/admin/audit', {
      as,
      handlers: [
        mockRoute('listAudit', ({ query }) =>
          query.get('cursor') === 'next' ? { items: rest } : { items: first ? [first] : [], nextCursor: 'next' },
        ),
      ],
    });

    expect(await texts()).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Show more' }));

    await waitFor(async () => {
      expect(await texts()).toHaveLength(rest.length + 1);
    });
    expect(screen.queryByRole('button', { name: 'Show more' })).not.toBeInTheDocument();
  });

  it('says so when the log cannot be loaded', async () => {
    renderApp('/admin/audit', { as, handlers: [mockProblem('listAudit', 'internal-error')] });

    expect(await screen.findByRole('alert')).toHaveTextContent('The audit log could not be loaded');
  });
});
