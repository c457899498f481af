import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { callApi } from '../../../lib/api/call-api.ts';
import { rightPassword } from '../../../testing/handlers/people.ts';
import { MockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { machine } from '../../../testing/data/machines.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { grace } from '../../../testing/world.ts';

/** The fleet before an administrator whose last proof is too old; `tries` says of each request whether it was proven. */
async function openFleet() {
  let isProven = false;
  const tries: boolean[] = [];
  const proofs: unknown[] = [];
  const view = renderApp('/admin/machines', {
    as: grace(),
    handlers: [
      mockRoute('renewProof', ({ body }) => {
        proofs.push(body);
        isProven = true;
        return undefined;
      }),
      mockRoute('terminateInstance', () => {
        tries.push(isProven);
        if (!isProven) throw new MockProblem('proof-required');
        return machine('any', 'terminating', 'nodejs');
      }),
    ],
  });
  await screen.findByRole('table', { name: 'All machines' });
  return { ...view, tries, proofs };
}

async function deleteTogether({ user }: Awaited<ReturnType<typeof openFleet>>) {
  for (const name of ['brave-otter', 'golden-falcon', 'quiet-lynx']) {
    await user.click(screen.getByRole('checkbox', { name: `Select ${name}` }));
  }
  await user.click(
    within(screen.getByRole('region', { name: 'Selected machines' })).getByRole('button', { name: 'Delete' }),
  );
  const dialog = await screen.findByRole('dialog', { name: 'Delete 3 machines?' });
  await user.click(within(dialog).getByRole('button', { name: 'Delete' }));
  return await screen.findByRole('dialog', { name: 'Is it you?' });
}

describe('deleting machines of others together', () => {
  it('asks for the password once, and goes on with all of them', async () => {
    const view = await openFleet();
    const question = await deleteTogether(view);

    await view.user.type(within(question).getByLabelText('Password'), `${rightPassword}{Enter}`);

    expect(await screen.findByText('3 machines being deleted')).toBeVisible();
    expect(view.tries).toEqual([false, true, true, true]);
    expect(view.proofs).toEqual([{ password: rightPassword }]);
  });

  it('asks no second time when the question is left, and deletes none', async () => {
    const view = await openFleet();
    const question = await deleteTogether(view);

    await view.user.click(within(question).getByRole('button', { name: 'Cancel' }));

    expect(
      await within(screen.getByRole('dialog', { name: 'Delete 3 machines?' })).findByRole('alert'),
    ).toHaveTextContent('Did not work for brave-otter, quiet-lynx and golden-falcon');
    await waitFor(() => {
      expect(screen.queryByRole('dialog', { name: 'Is it you?' })).not.toBeInTheDocument();
    });
    expect(view.tries).toEqual([false]);
  });

  it('asks once for requests that wait for it at the same time', async () => {
    const { user, tries, proofs } = await openFleet();

    const answers = Promise.all(['a', 'b', 'c'].map((id) => callApi('terminateInstance', { params: { id } })));
    await waitFor(() => {
      expect(tries).toEqual([false, false, false]);
    });
    const question = await screen.findByRole('dialog', { name: 'Is it you?' });
    await user.type(within(question).getByLabelText('Password'), `${rightPassword}{Enter}`);

    expect(await answers).toHaveLength(3);
    expect(tries.slice(3)).toEqual([true, true, true]);
    expect(proofs).toEqual([{ password: rightPassword }]);
  });
});
