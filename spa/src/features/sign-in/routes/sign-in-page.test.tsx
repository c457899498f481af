import { problemDocument } from '@cloudapp/contracts/problem';
import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { rightPassword } from '../../../testing/handlers/people.ts';
import { mockProblem } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada } from '../../../testing/world.ts';

type Scene = Omit<Parameters<typeof renderApp>[1], 'as'>;

async function openSignIn(scene: Scene = {}, path = '/sign-in') {
  const view = renderApp(path, { as: null, ...scene });
  await screen.findByRole('heading', { name: 'Sign in' });
  const signIn = async (email: string, password: string) => {
    await view.user.type(screen.getByLabelText('E-mail'), email);
    await view.user.type(screen.getByLabelText('Password'), `${password}{Enter}`);
  };
  return { ...view, signIn };
}

describe('signing in', () => {
  it('takes e-mail and password, and password managers know which is which', async () => {
    await openSignIn();

    expect(screen.getByLabelText('E-mail')).toHaveAttribute('autocomplete', 'username webauthn');
    expect(screen.getByLabelText('E-mail')).toHaveFocus();
    expect(screen.getByLabelText('Password')).toHaveAttribute('autocomplete', 'current-password');
    expect(document.title).toBe('Sign in · CloudApp');
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('says as whom one is authenticated, and moves on', async () => {
    const { user, signIn } = await openSignIn();

    await signIn(ada().email, rightPassword);

    expect(await screen.findByRole('heading', { name: 'You are signed in' })).toBeVisible();
    expect(screen.getByRole('status')).toHaveTextContent('Authenticated as Ada Lovelace');
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    expect(await screen.findByRole('heading', { name: 'My machines' })).toBeVisible();
  });

  it('goes to the page that was asked for', async () => {
    const { user, signIn } = await openSignIn({}, '/launch/nodejs');

    await signIn(ada().email, rightPassword);
    await user.click(await screen.findByRole('button', { name: 'Continue' }));

    expect(await screen.findByRole('heading', { name: 'Node.js box' })).toBeVisible();
  });

  it('goes to no other site, whatever the address says', async () => {
    const { user, signIn } = await openSignIn({}, '/sign-in?next=//elsewhere.example');

    await signIn(ada().email, rightPassword);
    await user.click(await screen.findByRole('button', { name: 'Continue' }));

    expect(await screen.findByRole('heading', { name: 'My machines' })).toBeVisible();
  });

  it('lets those through who are signed in already', async () => {
    renderApp('/sign-in', { as: ada() });

    expect(await screen.findByRole('heading', { name: 'My machines' })).toBeVisible();
  });

  it('shows the password to who wants to see it', async () => {
    const { user } = await openSignIn();

    await user.click(screen.getByRole('button', { name: 'Show password' }));

    expect(screen.getByLabelText('Password')).toHaveAttribute('type', 'text');
    screen.getByRole('button', { name: 'Show password' }).focus();
    await user.keyboard('{Enter}');
    expect(screen.getByLabelText('Password')).toHaveAttribute('type', 'password');
    await user.keyboard(' ');
    expect(screen.getByLabelText('Password')).toHaveAttribute('type', 'text');
  });
});

describe('a sign-in that fails', () => {
  it('says “Authentication Error” in place, keeps the e-mail, and is back in the password', async () => {
    const { signIn } = await openSignIn();

    await signIn(ada().email, 'not my password');

    expect(await screen.findByRole('alert')).toHaveTextContent('Authentication Error');
    expect(screen.getByRole('alert')).toHaveTextContent('The e-mail or the password is wrong.');
    expect(screen.getByLabelText('E-mail')).toHaveValue(ada().email);
    expect(screen.getByLabelText('Password')).toHaveFocus();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('says the same of an e-mail that nobody has', async () => {
    const { signIn } = await openSignIn();

    await signIn('nobody@example.org', rightPassword);

    expect(await screen.findByRole('alert')).toHaveTextContent('Authentication Error');
  });

  it('tells a disabled user whom to ask', async () => {
    const { signIn } = await openSignIn();

    await signIn('alan.turing@example.org', rightPassword);

    expect(await screen.findByRole('alert')).toHaveTextContent('This account is disabled');
    expect(screen.getByRole('alert')).toHaveTextContent('an administrator');
  });

  it('says after too many tries how long to wait, and takes none until then', async () => {
    const { signIn } = await openSignIn({
      handlers: [mockProblem('signIn', 'too-many-attempts', { retryAfterSeconds: 754 })],
    });

    await signIn(ada().email, rightPassword);

    expect(await screen.findByRole('alert')).toHaveTextContent(/You can try again in 12 min 3\d s/);
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeDisabled();
  });

  it('keeps the door open for another e-mail while one account has to wait', async () => {
    const { user, signIn } = await openSignIn({
      handlers: [
        http.post('*/api/auth/login', async ({ request }) => {
          const { email } = (await request.clone().json()) as { email: string };
          const problem = problemDocument('too-many-attempts', { retryAfterSeconds: 754 });
          return email === 'locked@example.org' ? HttpResponse.json(problem, { status: problem.status }) : undefined;
        }),
      ],
    });
    const button = () => screen.getByRole('button', { name: 'Sign in' });
    const typeEmail = async (email: string) => {
      await user.clear(screen.getByLabelText('E-mail'));
      await user.type(screen.getByLabelText('E-mail'), email);
    };
    await signIn('locked@example.org', rightPassword);
    await screen.findByRole('alert');

    await typeEmail('nobody@example.org');
    expect(button()).toBeEnabled();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    await user.click(button());
    expect(await screen.findByRole('alert')).toHaveTextContent('Authentication Error');

    await typeEmail(' LOCKED@example.org ');
    expect(button()).toBeDisabled();
    expect(screen.getByRole('alert')).toHaveTextContent(/You can try again in 12 min/);
    await typeEmail(ada().email);
    await user.click(button());
    expect(await screen.findByRole('heading', { name: 'You are signed in' })).toBeVisible();
  });

  it('keeps the door shut for everybody while the address has to wait', async () => {
    const { user, signIn } = await openSignIn({
      handlers: [mockProblem('signIn', 'too-many-requests', { retryAfterSeconds: 60 })],
    });
    await signIn(ada().email, rightPassword);
    await screen.findByRole('alert');

    await user.type(screen.getByLabelText('E-mail'), 'x');

    expect(screen.getByRole('button', { name: 'Sign in' })).toBeDisabled();
  });

  it('does not blame the password when the logic tier is down', async () => {
    const { signIn } = await openSignIn({ handlers: [mockProblem('signIn', 'service-unavailable')] });

    await signIn(ada().email, rightPassword);

    expect(await screen.findByRole('alert')).toHaveTextContent('Signing in is not possible at the moment');
    expect(screen.getByRole('alert')).toHaveTextContent('your password was not checked');
  });

  it('says when the browser is offline', async () => {
    const { signIn } = await openSignIn({ handlers: [http.post('*/api/auth/login', () => Response.error())] });

    await signIn(ada().email, rightPassword);

    expect(await screen.findByRole('alert')).toHaveTextContent('You are offline');
  });
});
