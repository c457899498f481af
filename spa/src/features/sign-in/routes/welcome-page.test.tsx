import { welcomeLink } from '@cloudapp/contracts/welcome-link';
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { factors } from '../../../testing/data/factors.ts';
import { users } from '../../../testing/data/users.ts';
import { oneTimePassword, validUntil } from '../../../testing/handlers/people.ts';
import { rightCode, rightTicket } from '../../../testing/handlers/sign-in.ts';
import { MockProblem, mockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import type { World } from '../../../testing/world.ts';

type Scene = Omit<Parameters<typeof renderApp>[1], 'as'>;

const goodPassword = 'lighthouse keepers dine at noon';
const katherine = users().find(({ mustChangePassword }) => mustChangePassword);
const linkTo = (email: string) => welcomeLink('', { email, oneTimePassword, validUntil });

async function openLink(scene: Scene = {}, link = linkTo(katherine?.email ?? '')) {
  const view = renderApp(link, { as: null, ...scene });
  await screen.findByRole('heading', { name: 'Choose a password' });
  const choose = async (password: string) => {
    await view.user.type(screen.getByLabelText('New password'), password);
    await view.user.click(screen.getByRole('button', { name: 'Save password' }));
  };
  return { ...view, choose };
}

describe('the page of a link', () => {
  it('says whose it is and until when, and keeps no secret in address, page or history', async () => {
    await openLink();

    expect(screen.getByText(new RegExp(`sign in with ${katherine?.email ?? ''}`))).toBeVisible();
    expect(screen.getByText(/works once, until/)).toBeVisible();
    await waitFor(() => {
      expect(window.location.href).not.toContain(oneTimePassword);
    });
    expect(document.body.innerHTML).not.toContain(oneTimePassword);
    expect(JSON.stringify(window.history.state)).not.toContain(oneTimePassword);
    expect(document.title).toBe('Choose a password · CloudApp');
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('signs its reader in with the password that was chosen', async () => {
    const { choose, world } = await openLink();

    await choose(goodPassword);

    await waitFor(() => {
      expect(screen.queryByRole('heading', { name: 'Choose a password' })).not.toBeInTheDocument();
    });
    expect(world.session).toMatchObject({ user: { email: katherine?.email }, mustChangePassword: false });
  });

  it('knocks once: a password that is refused is chosen anew without the link', async () => {
    let signIns = 0;
    const { choose, user } = await openLink({
      handlers: [
        mockRoute('signIn', () => {
          signIns += 1;
          throw new MockProblem(signIns === 1 ? 'service-unavailable' : 'one-time-password-used');
        }),
      ],
    });

    await choose(goodPassword);
    expect(await screen.findByRole('alert')).toHaveTextContent('Your password was not changed');
    expect(screen.getByLabelText('New password')).toHaveValue(goodPassword);
    await user.click(screen.getByRole('button', { name: 'Save password' }));

    expect(await screen.findByRole('heading', { name: 'This link does not work' })).toBeVisible();
  });

  it('learns at the field why a password is not accepted, and takes another', async () => {
    const { choose, user, world } = await openLink();

    await choose('password password password');
    await waitFor(() => {
      expect(screen.getByLabelText('New password')).toBeInvalid();
    });
    expect(screen.getByText(/^It (is made mostly of passwords|repeats itself)/)).toBeVisible();
    await user.clear(screen.getByLabelText('New password'));
    await choose(goodPassword);

    await waitFor(() => {
      expect(world.session?.mustChangePassword).toBe(false);
    });
  });

  it.each([
    ['one-time-password-used', /used before.*Ask the administrator who sent it to you for a new link/],
    ['one-time-password-expired', /too old.*Ask the administrator who sent it to you for a new link/],
    ['authentication-error', /newer one took its place.*ask the administrator/],
    ['account-disabled', /switched the account off/],
  ] as const)('says what to do when the answer is %s', async (code, words) => {
    const { choose } = await openLink({ handlers: [mockProblem('signIn', code)] });

    await choose(goodPassword);

    expect(await screen.findByRole('heading', { name: 'This link does not work' })).toBeVisible();
    expect(screen.getByRole('alert')).toHaveTextContent(words);
    expect(screen.getByRole('button', { name: 'Sign in with a password' })).toBeVisible();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it.each([
    '/welcome',
    linkTo('\u202Emoc.elpmaxe@ada'),
    welcomeLink('', { email: 'a@example.org', oneTimePassword, validUntil: 'soon' }),
  ])('says what is missing to who comes without a whole link (%#)', async (address) => {
    renderApp(address, { as: null });

    expect(await screen.findByRole('heading', { name: 'Open the link you were sent' })).toBeVisible();
    expect(await findAccessibilityFaults()).toEqual([]);
  });
});

describe('the link of somebody who has a second factor', () => {
  const withFactor = (world: World) => {
    world.factors[katherine?.id ?? ''] = factors({ passkeys: [] });
  };

  it('asks for it after the password was chosen, and goes on with that', async () => {
    const { choose, user, world } = await openLink({ arrange: withFactor });

    await choose(goodPassword);
    await user.type(await screen.findByLabelText('Code'), '654321');
    expect(await screen.findByText(/This code is not right/)).toBeVisible();
    expect(await findAccessibilityFaults()).toEqual([]);
    await user.keyboard(rightCode);

    await waitFor(() => {
      expect(world.session).toMatchObject({ user: { email: katherine?.email }, mustChangePassword: false });
    });
  });

  it('leads back to the password, with how long to wait before that where it was tried too often', async () => {
    const { choose, user } = await openLink({
      handlers: [
        mockRoute('signIn', ({ body }) => {
          if ('email' in body) throw new MockProblem('proof-incomplete', { ticket: rightTicket, ways: ['code'] });
          throw new MockProblem('too-many-attempts', { retryAfterSeconds: 754 });
        }),
      ],
    });
    await choose(goodPassword);
    await user.type(await screen.findByLabelText('Code'), rightCode);
    expect(await screen.findByRole('alert')).toHaveTextContent('Wait 12 min 34 s');

    await user.click(screen.getByRole('button', { name: 'Back' }));

    expect(await screen.findByRole('heading', { name: 'Choose a password' })).toBeVisible();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});
