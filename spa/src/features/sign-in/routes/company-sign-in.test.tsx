import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { endpoints } from '../../../lib/api/endpoints.ts';
import { begunItem } from '../../../modules/account/api/company.ts';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { acme } from '../../../testing/data/companies.ts';
import { watchDepartures } from '../../../testing/departures.ts';
import { authorizeAt, companyTicket } from '../../../testing/handlers/companies.ts';
import { rightPassword } from '../../../testing/handlers/people.ts';
import { MockProblem, mockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { givePasskeys } from '../../../testing/passkeys.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada, type World } from '../../../testing/world.ts';

const withCompanies =
  (names: readonly string[], passwordsOf: World['signInSettings']['passwordsOf'] = 'everybody') =>
  (world: World) => {
    world.companies = names.map((name, index) => ({ ...acme(), id: `idp_${index}${acme().id.slice(5)}`, name }));
    world.signInSettings = { ...world.signInSettings, passwordsOf };
  };

type Scene = Omit<Parameters<typeof renderApp>[1], 'as'>;

async function openSignIn(scene: Scene = {}, path = '/sign-in') {
  const view = renderApp(path, { as: null, arrange: withCompanies(['Acme']), ...scene });
  await screen.findByRole('heading', { name: 'Sign in' });
  return view;
}

const names = () => screen.getAllByRole('button').map(({ textContent }) => textContent);
const continueButton = () => screen.getByRole('button', { name: 'Continue with Acme' });
const passwordButton = () => screen.getByRole('button', { name: 'Sign in with a password' });

describe('the ways to sign in', () => {
  it('are companies first, then a passkey, then a password', async () => {
    givePasskeys();
    await openSignIn({ arrange: withCompanies(['Acme', 'Globex']) });

    expect(names().filter((name) => name !== '')).toEqual([
      'Continue with Acme',
      'Continue with Globex',
      'Sign in with a passkey',
      'Sign in',
    ]);
    expect(screen.getByText('or')).toBeVisible();
    expect(screen.getByLabelText('E-mail')).not.toHaveFocus();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('are a passkey and a password where no company is set up', async () => {
    givePasskeys();
    await openSignIn({ arrange: withCompanies([]) });

    expect(names().filter((name) => name !== '')).toEqual(['Sign in', 'Sign in with a passkey']);
    expect(screen.getByLabelText('E-mail')).toHaveFocus();
  });

  it('are a password alone where nobody can say which there are, and it works', async () => {
    const { user } = await openSignIn({ handlers: [mockProblem('getSignInOptions', 'internal-error')] });

    await user.type(screen.getByLabelText('E-mail'), ada().email);
    await user.type(screen.getByLabelText('Password'), `${rightPassword}{Enter}`);

    expect(await screen.findByRole('heading', { name: 'You are signed in' })).toBeVisible();
  });

  it('come late without taking what was typed', async () => {
    let answer: () => void = () => undefined;
    const late = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const { user } = await openSignIn({
      handlers: [
        http.get('*/api/sign-in-options', async () => {
          await late;
        }),
      ],
    });
    await user.type(screen.getByLabelText('E-mail'), ada().email);

    answer();

    expect(await screen.findByRole('button', { name: 'Continue with Acme' })).toBeVisible();
    expect(screen.getByLabelText('E-mail')).toHaveValue(ada().email);
    expect(screen.getByLabelText('E-mail')).toHaveFocus();
  });

  it('have the password behind a button where it is for emergencies, also by the keyboard', async () => {
    const { user } = await openSignIn({ arrange: withCompanies(['Acme'], 'break-glass') });
    expect(screen.queryByLabelText('Password')).not.toBeInTheDocument();
    expect(passwordButton()).toHaveAttribute('aria-expanded', 'false');

    await user.tab();
    await user.tab();
    expect(passwordButton()).toHaveFocus();
    await user.keyboard('{Enter}');

    expect(passwordButton()).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByLabelText('E-mail')).toHaveFocus();
    expect(await findAccessibilityFaults()).toEqual([]);
    await user.click(passwordButton());
    expect(screen.queryByLabelText('Password')).not.toBeInTheDocument();
  });

  it('have the password in view where nothing else is left', async () => {
    await openSignIn({ arrange: withCompanies([], 'break-glass') });

    expect(screen.getByLabelText('Password')).toBeVisible();
  });
});

describe('continuing with a company', () => {
  it('keeps the ticket in this tab with the page that was asked for, and leaves for the company', async () => {
    const left = watchDepartures();
    const begun: unknown[] = [];
    const { user, world } = await openSignIn(
      {
        handlers: [
          http.post('*/api/auth/login', async ({ request }) => {
            begun.push(await request.clone().json());
          }),
        ],
      },
      '/sign-in?next=/launch/nodejs',
    );
    const [company] = world.companies;

    await user.tab();
    expect(continueButton()).toHaveFocus();
    await user.keyboard('{Enter}');

    await waitFor(() => {
      expect(left).toEqual([authorizeAt(company?.id ?? '')]);
    });
    expect(begun).toEqual([{ begin: 'company', provider: company?.id }]);
    expect(Object.values(sessionStorage).map((text) => JSON.parse(String(text)) as unknown)).toEqual([
      {
        ticket: companyTicket,
        company: { id: company?.id, name: company?.name },
        next: '/launch/nodejs',
        again: false,
      },
    ]);
    expect(Object.keys(localStorage)).toEqual([]);
  });

  it('can be pressed again after a step back from there', async () => {
    watchDepartures();
    const { user } = await openSignIn();
    await user.click(continueButton());
    await waitFor(() => {
      expect(sessionStorage).toHaveLength(1);
    });
    expect(continueButton()).toBeDisabled();

    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));

    await waitFor(() => {
      expect(continueButton()).toBeEnabled();
    });
    expect(sessionStorage).toHaveLength(0);
  });

  it('is not forgotten by a page that is only now loaded', async () => {
    watchDepartures();
    const { user } = await openSignIn();
    await user.click(continueButton());
    await waitFor(() => {
      expect(sessionStorage).toHaveLength(1);
    });

    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }));

    await waitFor(() => {
      expect(continueButton()).toBeEnabled();
    });
    expect(sessionStorage).toHaveLength(1);
  });

  it('is forgotten when a step back loads the page anew', async () => {
    sessionStorage.setItem(begunItem, 'begun');

    await openSignIn();

    expect(await screen.findByRole('button', { name: 'Continue with Acme' })).toBeVisible();
    expect(sessionStorage).toHaveLength(0);
  });

  it('says when the company does not answer, and leaves nothing behind', async () => {
    const left = watchDepartures();
    const { user } = await openSignIn({ handlers: [mockProblem('signIn', 'company-unavailable')] });

    await user.click(continueButton());

    expect(await screen.findByRole('alert')).toHaveTextContent('The sign-in of Acme does not answer');
    expect(continueButton()).toBeEnabled();
    expect(screen.getByLabelText('Password')).not.toHaveFocus();
    expect(left).toEqual([]);
    expect(sessionStorage).toHaveLength(0);
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('goes to no address that is not one of the web', async () => {
    const left = watchDepartures();
    const { user } = await openSignIn({
      handlers: [
        mockRoute('signIn', () => {
          throw new MockProblem('proof-incomplete', {
            ticket: companyTicket,
            ways: ['company'],
            authorizeAt: 'javascript:alert(1)',
          });
        }),
      ],
    });

    await user.click(continueButton());

    expect(await screen.findByRole('alert')).toBeVisible();
    expect(left).toEqual([]);
    expect(sessionStorage).toHaveLength(0);
  });
});

describe('a password where passwords are off', () => {
  it('is refused with the way that is left, though the page did not know of it', async () => {
    let isBroken = true;
    const { user } = await openSignIn({
      handlers: [
        mockProblem('signIn', 'passwords-off'),
        http.get(`*/api${endpoints.getSignInOptions[1]}`, () =>
          isBroken ? HttpResponse.json({}, { status: 503 }) : undefined,
        ),
      ],
    });
    isBroken = false;

    await user.type(screen.getByLabelText('E-mail'), ada().email);
    await user.type(screen.getByLabelText('Password'), `${rightPassword}{Enter}`);

    expect(await screen.findByRole('alert')).toHaveTextContent('Passwords are switched off');
    expect(await screen.findByRole('button', { name: 'Continue with Acme' })).toBeEnabled();
  });
});

describe('coming back from a company’s page on which one signs out', () => {
  it('says that one is signed out', async () => {
    await openSignIn({}, '/sign-in?signed-out');

    expect(screen.getByRole('status', { name: 'You are signed out' })).toBeVisible();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('is not said to who comes otherwise', async () => {
    await openSignIn();

    expect(within(screen.getByRole('main')).queryByText('You are signed out')).not.toBeInTheDocument();
  });
});
