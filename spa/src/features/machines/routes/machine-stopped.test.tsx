import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ago } from '../../../testing/data/records.ts';
import { idOf } from '../../../testing/data/users.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada } from '../../../testing/world.ts';

type Scene = Partial<Parameters<typeof renderApp>[1]>;

async function openMachine(name: string, scene: Scene = {}) {
  const view = renderApp(`/machines/${idOf('mch', name)}`, { as: ada(), ...scene });
  await screen.findByRole('heading', { level: 1, name });
  return view;
}

async function region(name: string) {
  return screen.findByRole('region', { name });
}

describe('a machine that is stopped', () => {
  it('says until when it is kept, and is kept for longer by its menu', async () => {
    const name = 'quiet-lynx';
    const { user, world } = await openMachine(name, {
      arrange: (to) => {
        to.machines = to.machines.map((one) =>
          one.name === name
            ? { ...one, deletesAt: ago({ days: -2 }), allowedActions: [...one.allowedActions, 'keep'] }
            : one,
        );
      },
    });
    expect(await region('Stopped')).toHaveTextContent('then the machine is deleted, unless you start or keep it.');
    expect(screen.getByText(/^Deleted in (1 day|2 days)/)).toBeVisible();

    await user.click(screen.getByRole('button', { name: `Actions for ${name}` }));
    await user.click(await screen.findByRole('menuitem', { name: 'Keep' }));

    expect(await screen.findByText(/^Deleted in 1[34] days/)).toBeVisible();
    expect(world.machines.find((one) => one.name === name)?.state).toBe('stopped');
  });

  it('says that its disk is kept, and starts', async () => {
    const { user } = await openMachine('quiet-lynx');
    expect(await region('Stopped')).toHaveTextContent(
      'Its hours were over. Start it to log in again, at another public address. The disk is kept. It costs $0.0022',
    );
    expect(await region('Details')).toHaveTextContent('$1.42, ran for 17 h 20 min');
    expect(await region('Details')).toHaveTextContent('$0.082 per hour while it runs, $0.0022 per hour while stopped');

    await user.click(screen.getByRole('button', { name: 'Start' }));

    expect(await region('Starting')).toBeVisible();
  });

  it.each([
    ['themselves', { id: ada().id, name: 'Ada Lovelace' }, 'You stopped it.'],
    ['an administrator', { id: idOf('usr', 'grace'), name: 'Grace Hopper' }, 'Grace Hopper stopped it.'],
  ])('tells its owner that it was stopped by %s', async (_, by, sentence) => {
    await openMachine('quiet-lynx', {
      arrange: (to) => {
        to.machines = to.machines.map((one) =>
          one.name === 'quiet-lynx' ? { ...one, stopCause: { rule: 'person', by } } : one,
        );
      },
    });

    expect(await region('Stopped')).toHaveTextContent(sentence);
  });
});
