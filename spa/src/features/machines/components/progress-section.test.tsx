import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
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
