import { screen, waitFor, within } from '@testing-library/react';
import { manyAnswerSeconds } from '@cloudapp/contracts/route';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { dayProof, signingKey } from '../../../testing/data/audit-proof.ts';
import { mockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { grace } from '../../../testing/world.ts';
import { daysBetween } from '../components/utc-days.ts';

const as = grace();
/** The day that is asked for first: yesterday, by whatever clock the page goes. */
const lastDay = () => screen.getByLabelText<HTMLInputElement>('To').value;
const firstDay = () => screen.getByLabelText<HTMLInputElement>('From').value;

const open = (handlers: Parameters<typeof renderApp>[1]['handlers'] = []) =>
  renderApp('/admin/audit/proof', { as, handlers });
const verify = async ({ user }: ReturnType<typeof open>) => {
  await user.click(await screen.findByRole('button', { name: 'Verify' }));
};

describe('verifying the audit log', () => {
  it('says of the last seven days what was checked, and that nothing is wrong', async () => {
    const asked: (string | null)[] = [];
    const patience = vi.spyOn(AbortSignal, 'timeout');
    onTestFinished(() => {
      patience.mockRestore();
    });
    const view = open([
      mockRoute('verifyAuditDay', ({ query }) => {
        asked.push(query.get('day'));
        return dayProof(query.get('day') ?? '');
      }),
    ]);

    await verify(view);

    expect(await screen.findByText('Nothing is wrong')).toBeVisible();
    expect(asked).toEqual(daysBetween(firstDay(), lastDay()).reverse());
    expect(asked).toHaveLength(7);
    expect(patience).toHaveBeenCalledWith(manyAnswerSeconds * 1000);
    expect(screen.getByText(/^7 of 7 days looked at/)).toHaveTextContent(
      '840 entries held against their seals; 7 days signed, with signatures that vouch for 840.',
    );
    expect(await screen.findByText(signingKey.fingerprint)).toBeVisible();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('names what is wrong, where, and what stands there now', async () => {
    const event = { id: 'evt_1', at: '2026-11-20T10:00:00.000Z', action: 'sign-out', detail: 'forged' } as const;
    const view = open([
      mockRoute('verifyAuditDay', ({ query }) => {
        const day = query.get('day') ?? '';
        const place = { chain: `${day}#03`, position: 4 };
        const findings = [
          { kind: 'changed', detail: 'the entry is not the one that was sealed', ...place, event } as const,
          { kind: 'forged-root', detail: 'the signature of its root does not hold' } as const,
        ];
        return dayProof(day, day === lastDay() ? { findings, furtherFindings: 2 } : {});
      }),
    ]);

    await verify(view);

    expect(await screen.findByText('4 things wrong')).toBeVisible();
    const yesterday = lastDay();
    const list = screen.getByRole('list', { name: 'What is wrong' });
    expect(within(list).getByText('Changed')).toBeVisible();
    expect(list).toHaveTextContent(`${yesterday}#03, position 4: the entry is not the one that was sealed.`);
    expect(within(list).getByText('Forged signature')).toBeVisible();
    expect(within(list).getByText(`2 more on ${yesterday}`)).toBeVisible();
    expect(within(list).getByRole('list', { name: 'What stands there now' })).toHaveTextContent('forged');
    const [link] = within(list).getAllByRole('link', { name: `Log of ${yesterday}` });
    expect(link).toHaveAttribute('href', `/admin/audit?from=${yesterday}&to=${yesterday}`);
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('calls nothing wrong of entries that nothing vouches for, and says which', async () => {
    const view = open([
      mockRoute('verifyAuditDay', ({ query }) =>
        dayProof(query.get('day') ?? '', { state: query.get('day') === lastDay() ? 'waiting' : 'before', proven: 0 }),
      ),
    ]);

    await verify(view);

    expect(await screen.findByText('Nothing is wrong')).toBeVisible();
    expect(screen.getByText(/^720 entries from before sealing began/)).toBeVisible();
    expect(screen.getByText(/^120 entries of days that are not signed yet/)).toBeVisible();
  });

  it('says how far it came when a day could not be verified, and tries again', async () => {
    const view = open([mockProblem('verifyAuditDay', 'internal-error')]);

    await verify(view);

    expect(await screen.findByText('Not all days were verified')).toBeVisible();
    expect(screen.getByText('The log could not be verified')).toBeVisible();
    expect(screen.getByText(/^0 of 7 days looked at/)).toBeVisible();
  });

  it('stops when it is told to', async () => {
    let isAsked = false;
    const view = open([
      mockRoute('verifyAuditDay', async ({ query }) => {
        isAsked = true;
        await new Promise(() => undefined);
        return dayProof(query.get('day') ?? '');
      }),
    ]);
    await verify(view);
    await waitFor(() => {
      expect(isAsked).toBe(true);
    });

    await view.user.click(screen.getByRole('button', { name: 'Stop' }));

    expect(await screen.findByText('Not all days were verified')).toBeVisible();
  });

  it('leads to exports of the days that are chosen, and is led to by the log', async () => {
    const { user } = renderApp('/admin/audit', { as });
    await user.click(await screen.findByRole('link', { name: 'Verify or export' }));

    const link = await screen.findByRole('link', { name: 'Export with proof' });
    const yesterday = lastDay();
    expect(link).toHaveAttribute('href', `/api/audit/export?format=jsonl&from=${firstDay()}&to=${yesterday}`);
    await user.clear(screen.getByLabelText('From'));
    await user.type(screen.getByLabelText('From'), yesterday);
    expect(screen.getByRole('link', { name: 'Export as CSV' })).toHaveAttribute(
      'href',
      `/api/audit/export?format=csv&from=${yesterday}&to=${yesterday}`,
    );
  });
});
