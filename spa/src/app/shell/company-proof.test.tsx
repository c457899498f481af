import { screen, waitFor, within } from '@testing-library/react';
import { http } from 'msw';
import { describe, expect, it } from 'vitest';
import { begunItem } from '../../modules/account/api/company.ts';
import { findAccessibilityFaults } from '../../testing/axe.ts';
import { acme } from '../../testing/data/companies.ts';
import { watchDepartures } from '../../testing/departures.ts';
import { authorizeAt, companyTicket } from '../../testing/handlers/companies.ts';
import { rightTicket } from '../../testing/handlers/sign-in.ts';
import { mockServer } from '../../testing/mock-api.ts';
import { mockProblem, mockRoute } from '../../testing/mock-route.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { ada, grace, type World } from '../../testing/world.ts';

const inSession = { id: acme().id, name: acme().name };

const signedInWith = (company: NonNullable<World['session']>['company']) => (world: World) => {
  if (world.session && company) world.session = { ...world.session, company };
};

/** An administrator without a password, whose last proof is too old, resets somebody's. */
async function beginReset(arrange?: (world: World) => void) {
  const sent: unknown[] = [];
  const view = renderApp('/admin/users?q=ada', {
    as: grace(),
    ...(arrange && { arrange }),
    handlers: [
      http.post('*/api/auth/login', async ({ request }) => {
        sent.push(await request.clone().json());
      }),
      mockRoute('beginProof', () => ({ ticket: rightTicket, ways: ['company'] })),
      mockProblem('resetPassword', 'proof-required'),
    ],
  });
  await view.user.click(await screen.findByRole('button', { name: 'Actions for Ada Lovelace' }));
  // Without layout, the menu takes its button for scrolled out of sight and hides itself.
  await view.user.click(await screen.findByRole('menuitem', { name: 'Reset password', hidden: true }));
  const dialog = await screen.findByRole('dialog', { name: /Reset the password/ });
  await view.user.click(within(dialog).getByRole('button', { name: 'Reset password' }));
  const question = await screen.findByRole('dialog', { name: 'Is it you?' });
  return { ...view, question, sent };
}

describe('the question for a company', () => {
  it('leads to the company that has signed one in, which is to ask again, and back to the page', async () => {
    const left = watchDepartures();
    const { user, question, sent } = await beginReset(signedInWith(inSession));
    expect(question).toHaveTextContent('You come back to this page');
    expect(await findAccessibilityFaults()).toEqual([]);

    await user.click(within(question).getByRole('button', { name: 'Sign in again with Acme' }));

    await waitFor(() => {
      expect(left).toEqual([authorizeAt(acme().id)]);
    });
    expect(sent).toEqual([{ begin: 'company', provider: acme().id, again: true }]);
    expect(JSON.parse(sessionStorage.getItem(begunItem) ?? '')).toEqual({
      ticket: companyTicket,
      company: inSession,
      next: '/admin/users?q=ada',
      again: true,
    });
  });

  it('says when the company does not answer', async () => {
    const { user, question } = await beginReset(signedInWith(inSession));
    mockServer.use(mockProblem('signIn', 'company-unavailable'));

    await user.click(within(question).getByRole('button', { name: 'Sign in again with Acme' }));

    expect(await within(question).findByRole('alert')).toBeVisible();
    expect(sessionStorage).toHaveLength(0);
  });

  it('has who was signed in by no company sign out and in again', async () => {
    const { user, question } = await beginReset();
    expect(question).toHaveTextContent('Sign out and in again');

    await user.click(within(question).getByRole('button', { name: 'Sign out' }));

    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeVisible();
  });
});

describe('signing out', () => {
  const signOutAt = 'https://acme.example/sign-out?client_id=cloudapp';

  async function signOut(company: Parameters<typeof signedInWith>[0]) {
    const left = watchDepartures();
    const { user } = renderApp('/machines', { as: ada(), arrange: signedInWith(company) });
    await user.click(await screen.findByRole('button', { name: /^Account of Ada/ }));
    await user.click(await screen.findByRole('menuitem', { name: 'Sign out', hidden: true }));
    return { left };
  }

  it('goes on to where the company signs one out', async () => {
    const { left } = await signOut({ ...inSession, signOutAt });

    await waitFor(() => {
      expect(left).toEqual([signOutAt]);
    });
  });

  it.each([
    ['a company that offers nothing', inSession],
    ['no company', undefined],
    ['one whose address is a script', { ...inSession, signOutAt: 'javascript:alert(1)' }],
  ])('ends on the sign-in page with %s', async (_, company) => {
    const { left } = await signOut(company);

    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeVisible();
    expect(left).toEqual([]);
  });

  it('leads nowhere while the session could not be ended', async () => {
    const left = watchDepartures();
    const { user } = renderApp('/machines', {
      as: ada(),
      arrange: signedInWith({ ...inSession, signOutAt }),
      handlers: [mockProblem('endSession', 'service-unavailable')],
    });
    await user.click(await screen.findByRole('button', { name: /^Account of Ada/ }));

    await user.click(await screen.findByRole('menuitem', { name: 'Sign out', hidden: true }));

    expect(await screen.findByText('You are still signed in')).toBeVisible();
    expect(left).toEqual([]);
  });
});

describe('the profile', () => {
  it('says which company has signed one in', async () => {
    renderApp('/profile', { as: ada(), arrange: signedInWith(inSession) });

    expect(await screen.findByText(/You are signed in with Acme\./)).toBeVisible();
  });
});
