import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { machine } from '../../../testing/data/machines.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada } from '../../../testing/world.ts';

it('says what a machine waits for before it starts, and then guesses no time', async () => {
  const slow = machine('slow-start', 'launching', 'postgresql', {
    waitingFor: 'An image is copied: 40 %',
    expectedReadyAt: new Date(Date.now() + 43_000).toISOString(),
  });
  renderApp(`/machines/${slow.id}`, { as: ada(), arrange: (world) => world.machines.push(slow) });

  expect(await screen.findByText('Waiting: An image is copied: 40 %')).toBeInTheDocument();
  expect(screen.getByRole('progressbar', { name: 'Waiting' })).toBeInTheDocument();
  expect(screen.queryByText(/Ready in/)).not.toBeInTheDocument();
});

it.each([
  ['installing', 'Installing PostgreSQL server'],
  ['starting', 'Starting'],
] as const)(
  'admits of a machine that is %s that it takes too long, by how long, and what may be wrong',
  async (state, title) => {
    const usuallyReadyAt = new Date(Date.now() - 90_000).toISOString();
    const expectedReadyAt = new Date(Date.now() + 4_000).toISOString();
    const slow = machine('slow-start', state, 'postgresql', { usuallyReadyAt, expectedReadyAt });
    renderApp(`/machines/${slow.id}`, { as: ada(), arrange: (world) => world.machines.push(slow) });

    const progress = await screen.findByRole('region', { name: title });

    expect(progress).toHaveTextContent('Taking longer than usual, by 1 min 30 s');
    expect(progress).not.toHaveTextContent('a few seconds');
    const said = within(progress)
      .getAllByRole('status')
      .map(({ textContent }) => textContent);
    expect(said).toEqual(['Taking longer than usual', expect.stringMatching(/AWS is slow|All steps are done/)]);
    expect(await findAccessibilityFaults()).toEqual([]);
  },
);

it('tells in the list of machines, too, when one will be ready, and that one is late', async () => {
  const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
  const slow = machine('slow-start', 'starting', 'postgresql', { usuallyReadyAt: at(-20), expectedReadyAt: at(5) });
  renderApp('/machines', { as: ada(), arrange: (world) => world.machines.push(slow) });

  expect(await screen.findByRole('row', { name: /slow-start/ })).toHaveTextContent('Taking longer than usual, by 20 s');
  expect(screen.getByRole('row', { name: /swift-heron/ })).toHaveTextContent('Ready in about 40 s');
  expect(screen.getByRole('row', { name: /brave-otter/ })).not.toHaveTextContent(/Ready in|longer/);
});
