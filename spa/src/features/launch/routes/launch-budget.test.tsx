import { monthAfter, monthOf } from '@cloudapp/contracts/months';
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada } from '../../../testing/world.ts';

const month = monthOf(new Date());

/** The form of a launch of somebody who has so much left this month and the next. */
function openLaunch(left: number, isExempt = false) {
  return renderApp('/launch/postgresql', {
    as: ada(),
    arrange: (world) => {
      const months = [month, monthAfter(month)].map((of) => ({ month: of, spent: 0, planned: 50 - left }));
      world.ownBudget = { monthly: 50, isExempt, months };
    },
  });
}

describe('the budget on the launch page', () => {
  it('says what is left, and what this launch would take, before anything is filled in', async () => {
    openLaunch(40);

    const note = await screen.findByRole('status', { name: 'Your budget' });
    expect(note).toHaveTextContent('$40.00 of $50.00 is left. This would take $');
    expect(note).not.toHaveTextContent('Choose a smaller size');
  });

  it('warns where there is no room, and can be launched all the same: the service decides', async () => {
    openLaunch(0);

    const note = await screen.findByRole('status', { name: /^Your budget of .* has no room for this$/ });
    expect(note).toHaveTextContent('Choose a smaller size or less time');
    expect(screen.getByRole('button', { name: 'Launch' })).toBeEnabled();
  });

  it('warns nobody who is exempt', async () => {
    openLaunch(0, true);

    expect(await screen.findByRole('status', { name: 'Your budget' })).toHaveTextContent('You are exempt');
  });

  it('is not spoken of where there is none', async () => {
    renderApp('/launch/postgresql', { as: ada() });

    await screen.findByRole('button', { name: 'Launch' });
    expect(screen.queryByText(/budget/i)).not.toBeInTheDocument();
  });
});
