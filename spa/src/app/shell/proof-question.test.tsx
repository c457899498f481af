import { screen, waitFor, within } from '@testing-library/react';
import { expect, describe, it } from 'vitest';
import { findAccessibilityFaults } from '../../testing/axe.ts';
import { factors } from '../../testing/data/factors.ts';
import { oneTimePassword, rightPassword, validUntil } from '../../testing/handlers/people.ts';
import { rightCode, rightTicket } from '../../testing/handlers/sign-in.ts';
import { mockServer } from '../../testing/mock-api.ts';
import { MockProblem, mockProblem, mockRoute } from '../../testing/mock-route.ts';
import { browserError, givePasskeys, signedBy } from '../../testing/passkeys.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { grace, type World } from '../../testing/world.ts';

type Scene = Partial<Parameters<typeof renderApp>[1]>;

const withFactors = (world: World) => {
  world.factors[grace().id] = factors();
};

/** An administrator whose last proof is too old resets somebody's password. */
async function beginReset({ handlers = [], ...scene }: Scene = {}) {
  let isProven = false;
  const tries: boolean[] = [];
  const view = renderApp('/admin/users', {
    as: grace(),
    ...scene,
    handlers: [
      ...handlers,
      mockRoute('renewProof', ({ body }) => {
        if ('password' in body && body.password !== rightPassword) throw new MockProblem('wrong-current-password');
        if ('code' in body && body.code !== rightCode) throw new MockProblem('factor-refused');
        isProven = true;
        return undefined;
      }),
      mockRoute('resetPassword', () => {
        tries.push(isProven);
        if (!isProven) throw new MockProblem('proof-required');
        return { oneTimePassword, validUntil };
      }),
    ],
  });
  await view.user.click(await screen.findByRole('button', { name: 'Actions for Ada Lovelace' }));
  // Without layout, the menu takes its button for scrolled out of sight and hides itself.
  await view.user.click(await screen.findByRole('menuitem', { name: 'Reset password', hidden: true }));
  const dialog = await screen.findByRole('dialog', { name: /Reset the password/ });
  await view.user.click(within(dialog).getByRole('button', { name: 'Reset password' }));
  const question = await screen.findByRole('dialog', { name: 'Is it you?' });
  return { ...view, question, tries };
}

describe('the question for the password', () => {
  it('stands over what was begun, and lets it go on', async () => {
    const { user, question, tries } = await beginReset();

    expect(within(question).getByLabelText('Password')).toHaveAttribute('autocomplete', 'current-password');
    expect(await findAccessibilityFaults()).toEqual([]);
    await user.type(within(question).getByLabelText('Password'), `${rightPassword}{Enter}`);

    expect(await screen.findByRole('group', { name: 'Link to choose a password' })).toHaveTextContent(oneTimePassword);
    expect(tries).toEqual([false, true]);
  });

  it('says when the password is wrong, and asks on', async () => {
    const { user, question, tries } = await beginReset();

    await user.type(within(question).getByLabelText('Password'), 'a guess{Enter}');

    expect(await within(question).findByText('This is not your password.')).toBeVisible();
    expect(within(question).getByLabelText('Password')).toBeInvalid();
    expect(tries).toEqual([false]);
  });

  it.each(['its button', 'Escape'])(
    'can be left by %s, with what was begun still there and nothing done',
    async (way) => {
      const { user, question, tries } = await beginReset();

      if (way === 'Escape') await user.type(within(question).getByLabelText('Password'), '{Escape}');
      else await user.click(within(question).getByRole('button', { name: 'Cancel' }));

      await waitFor(() => {
        expect(screen.queryByRole('dialog', { name: 'Is it you?' })).not.toBeInTheDocument();
      });
      expect(screen.getByRole('dialog', { name: /Reset the password/ })).toHaveTextContent(
        'Prove once more who you are',
      );
      expect(tries).toEqual([false]);
    },
  );
});

describe('the question for a second factor', () => {
  const link = () => screen.findByRole('group', { name: 'Link to choose a password' });

  it('takes a code in place of the password, and says when it is wrong', async () => {
    const { user, question, tries } = await beginReset({ arrange: withFactors });
    const code = within(question).getByLabelText('Code');
    expect(code).toHaveFocus();
    expect(within(question).queryByLabelText('Password')).not.toBeInTheDocument();
    expect(await findAccessibilityFaults()).toEqual([]);

    await user.type(code, '654321');
    expect(await within(question).findByText(/This code is not right/)).toBeVisible();
    expect(tries).toEqual([false]);
    await user.keyboard(rightCode);

    expect(await link()).toBeVisible();
    expect(tries).toEqual([false, true]);
  });

  it('takes a passkey first, and can be left there without a word', async () => {
    let isLeft = true;
    givePasskeys({
      get: () => (isLeft ? Promise.reject(browserError('NotAllowedError')) : Promise.resolve(signedBy(grace().id))),
    });
    const { user, question } = await beginReset({ arrange: withFactors });
    const button = within(question).getByRole('button', { name: 'Use your passkey' });

    await user.click(button);
    await waitFor(() => {
      expect(button).toHaveFocus();
    });
    expect(within(question).queryByRole('alert')).not.toBeInTheDocument();
    isLeft = false;
    await user.click(button);

    expect(await link()).toBeVisible();
  });

  it('asks anew when what was asked for is set up no more', async () => {
    const { user, question } = await beginReset({
      arrange: withFactors,
      handlers: [
        mockRoute('renewProof', ({ body }) => {
          if ('code' in body) throw new MockProblem('factor-missing');
          return undefined;
        }),
      ],
    });
    mockServer.use(mockRoute('beginProof', () => ({ ticket: rightTicket, ways: ['password'] })));

    await user.type(within(question).getByLabelText('Code'), rightCode);

    expect(await within(question).findByLabelText('Password')).toBeVisible();
    expect(within(question).getByRole('alert')).toHaveTextContent('no longer set up');
  });

  it('says how long to wait after too many tries', async () => {
    const { user, question } = await beginReset({
      arrange: withFactors,
      handlers: [mockProblem('renewProof', 'too-many-attempts', { retryAfterSeconds: 754 })],
    });

    await user.type(within(question).getByLabelText('Code'), rightCode);

    expect(await within(question).findByRole('alert')).toHaveTextContent('Wait 12 min 34 s');
  });

  it('says when CloudApp cannot tell what to ask for, and tries again', async () => {
    let isBroken = true;
    const { user, question } = await beginReset({
      arrange: withFactors,
      handlers: [
        mockRoute('beginProof', () => {
          if (isBroken) throw new MockProblem('internal-error');
          return { ticket: rightTicket, ways: ['code'] };
        }),
      ],
    });
    expect(within(question).getByRole('alert')).toHaveTextContent('You could not be asked');

    isBroken = false;
    await user.click(within(question).getByRole('button', { name: 'Try again' }));

    expect(await within(question).findByLabelText('Code')).toBeVisible();
  });
});
