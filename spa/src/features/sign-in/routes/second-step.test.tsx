import { screen, waitFor } from '@testing-library/react';
import { http } from 'msw';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { factors } from '../../../testing/data/factors.ts';
import { rightPassword } from '../../../testing/handlers/people.ts';
import { rightCode, rightRecoveryCode, rightTicket } from '../../../testing/handlers/sign-in.ts';
import { MockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { browserError, givePasskeys, signedBy, textOf } from '../../../testing/passkeys.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada, type World } from '../../../testing/world.ts';

type Scene = Omit<Parameters<typeof renderApp>[1], 'as'>;

const withApp = (world: World) => {
  world.factors[ada().id] = factors({ passkeys: [] });
};
const withEverything = (world: World) => {
  world.factors[ada().id] = factors();
};

/** Ada has given her password, and is asked for more. */
async function openSecondStep(scene: Scene = { arrange: withApp }) {
  const view = renderApp('/sign-in', { as: null, ...scene });
  await view.user.type(await screen.findByLabelText('E-mail'), ada().email);
  await view.user.type(screen.getByLabelText('Password'), `${rightPassword}{Enter}`);
  await screen.findByRole('heading', { name: 'One more step' });
  return view;
}

const signedIn = () => screen.findByRole('heading', { name: 'You are signed in' });

describe('the second step of signing in', () => {
  it('asks for a code in place, at its field, and axe finds nothing', async () => {
    await openSecondStep();

    const code = screen.getByLabelText('Code');
    await waitFor(() => {
      expect(code).toHaveFocus();
    });
    expect(code).toHaveAttribute('autocomplete', 'one-time-code');
    expect(code).toHaveAttribute('inputmode', 'numeric');
    expect(screen.getByRole('group', { name: /One more step/ })).toContainElement(code);
    expect(code).toHaveAccessibleDescription(/six digits/);
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('sends the code by itself at six digits, however they are grouped, and goes on', async () => {
    const { user } = await openSecondStep();

    await user.type(screen.getByLabelText('Code'), `${rightCode.slice(0, 3)} ${rightCode.slice(3)}`);

    expect(await signedIn()).toBeVisible();
  });

  it('says at the field that a code is wrong, selects it, and takes another', async () => {
    const { user } = await openSecondStep();
    const code = screen.getByLabelText<HTMLInputElement>('Code');

    await user.type(code, '654321');

    await waitFor(() => {
      expect(code).toBeInvalid();
    });
    expect(code).toHaveAccessibleDescription(/This code is not right, or was used already/);
    expect(code).toHaveFocus();
    expect([code.selectionStart, code.selectionEnd]).toEqual([0, 6]);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(await findAccessibilityFaults()).toEqual([]);
    await user.keyboard(rightCode);
    expect(await signedIn()).toBeVisible();
  });

  it('takes a recovery code instead, without what was said of the code', async () => {
    const { user } = await openSecondStep();
    await user.type(screen.getByLabelText('Code'), '654321');
    await screen.findByText(/This code is not right/);

    await user.click(screen.getByRole('button', { name: 'Use a recovery code' }));

    const field = screen.getByLabelText('Recovery code');
    expect(field).toHaveFocus();
    expect(field).toHaveAttribute('aria-invalid', 'false');
    await user.type(field, 'no-such-code{Enter}');
    expect(await screen.findByText(/This is none of your recovery codes/)).toBeVisible();
    await user.clear(field);
    await user.type(field, `${rightRecoveryCode}{Enter}`);
    expect(await signedIn()).toBeVisible();
  });

  it('leads back to the password, with the e-mail kept and nothing said', async () => {
    const { user } = await openSecondStep();
    await user.type(screen.getByLabelText('Code'), '654321');
    await screen.findByText(/This code is not right/);

    await user.click(screen.getByRole('button', { name: 'Back' }));

    expect(screen.getByLabelText('E-mail')).toHaveValue(ada().email);
    expect(screen.getByLabelText('Password')).toHaveFocus();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('begins again at the password, with the reason, when it took too long', async () => {
    const { user } = await openSecondStep({
      arrange: withApp,
      handlers: [
        mockRoute('signIn', ({ body }) => {
          if ('email' in body) throw new MockProblem('proof-incomplete', { ticket: rightTicket, ways: ['code'] });
          throw new MockProblem('ticket-ended');
        }),
      ],
    });

    await user.type(screen.getByLabelText('Code'), rightCode);

    expect(await screen.findByRole('alert')).toHaveTextContent(/took too long.*Enter your password again/);
    expect(screen.getByLabelText('E-mail')).toHaveValue(ada().email);
    expect(screen.getByLabelText('Password')).toHaveFocus();
  });

  it('says after too many tries how long to wait, whichever way, and sends none until then', async () => {
    let tries = 0;
    const { user } = await openSecondStep({
      handlers: [
        mockRoute('signIn', ({ body }) => {
          const ways = ['code', 'recovery-code'];
          if ('email' in body) throw new MockProblem('proof-incomplete', { ticket: rightTicket, ways });
          tries += 1;
          throw new MockProblem('too-many-attempts', { retryAfterSeconds: 754 });
        }),
      ],
    });

    await user.type(screen.getByLabelText('Code'), '654321');

    expect(await screen.findByRole('alert')).toHaveTextContent(/You can try again in 12 min/);
    expect(screen.getByRole('button', { name: 'Go on' })).toBeDisabled();
    await user.clear(screen.getByLabelText('Code'));
    await user.type(screen.getByLabelText('Code'), rightCode);
    await user.click(screen.getByRole('button', { name: 'Use a recovery code' }));
    expect(screen.getByRole('alert')).toHaveTextContent('Too many tries');
    expect(tries).toBe(1);
  });

  it('says when the browser is offline, keeps what was typed, and can be tried again', async () => {
    let isOffline = false;
    const { user } = await openSecondStep({
      arrange: withApp,
      handlers: [http.post('*/api/auth/login', () => (isOffline ? Response.error() : undefined))],
    });
    isOffline = true;

    await user.type(screen.getByLabelText('Code'), rightCode);

    expect(await screen.findByRole('alert')).toHaveTextContent('You are offline');
    expect(screen.getByLabelText('Code')).toHaveValue(rightCode);
    isOffline = false;
    await user.click(screen.getByRole('button', { name: 'Go on' }));
    expect(await signedIn()).toBeVisible();
  });
});

describe('a passkey as the second step', () => {
  it('is offered first, signs the ticket with its owner verified, and goes on', async () => {
    const { get } = givePasskeys({ get: () => Promise.resolve(signedBy(ada().id)) });
    const { user } = await openSecondStep({ arrange: withEverything });
    expect(screen.getByRole('button', { name: 'Use your passkey' })).toHaveFocus();
    expect(screen.queryByLabelText('Code')).not.toBeInTheDocument();
    expect(await findAccessibilityFaults()).toEqual([]);

    await user.click(screen.getByRole('button', { name: 'Use your passkey' }));

    expect(await signedIn()).toBeVisible();
    const asked = get.mock.lastCall?.[0].publicKey;
    expect(asked).toMatchObject({ userVerification: 'required', allowCredentials: undefined });
    expect(textOf(asked?.challenge)).toBe(`${'T'.repeat(42)}Q`);
  });

  it('can be left without a word, back at its button, and a code taken instead', async () => {
    givePasskeys({ get: () => Promise.reject(browserError('NotAllowedError')) });
    const { user } = await openSecondStep({ arrange: withEverything });
    const button = screen.getByRole('button', { name: 'Use your passkey' });

    await user.click(button);

    await waitFor(() => {
      expect(button).toHaveFocus();
    });
    expect(button).toBeEnabled();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Use a code of your app' }));
    await user.type(screen.getByLabelText('Code'), rightCode);
    expect(await signedIn()).toBeVisible();
  });

  it('says when it is refused', async () => {
    givePasskeys({ get: () => Promise.resolve(signedBy(ada().id)) });
    const { user } = await openSecondStep({
      handlers: [
        mockRoute('signIn', ({ body }) => {
          const ways = ['passkey', 'code'];
          if ('email' in body) throw new MockProblem('proof-incomplete', { ticket: rightTicket, ways });
          throw new MockProblem('factor-refused');
        }),
      ],
    });

    await user.click(screen.getByRole('button', { name: 'Use your passkey' }));

    expect(await screen.findByRole('alert')).toHaveTextContent('This passkey was not accepted');
    await user.click(screen.getByRole('button', { name: 'Use a code of your app' }));
    expect(screen.getByLabelText('Code')).toHaveAttribute('aria-invalid', 'false');
  });

  it('says when the browser could not use one', async () => {
    givePasskeys({ get: () => Promise.reject(browserError('SecurityError')) });
    const { user } = await openSecondStep({ arrange: withEverything });

    await user.click(screen.getByRole('button', { name: 'Use your passkey' }));

    expect(await screen.findByRole('alert')).toHaveTextContent('Your browser could not use a passkey');
  });

  it('is not offered by a browser that knows none', async () => {
    await openSecondStep({ arrange: withEverything });

    expect(screen.getByLabelText('Code')).toHaveFocus();
    expect(screen.queryByRole('button', { name: 'Use your passkey' })).not.toBeInTheDocument();
  });
});
