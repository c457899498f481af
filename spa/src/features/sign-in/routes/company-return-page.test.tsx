import { act, screen, waitFor } from '@testing-library/react';
import { http } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import type { ProblemCode } from '@cloudapp/contracts/problem';
import { begunItem, type BegunAtCompany } from '../../../modules/account/api/company.ts';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { acme } from '../../../testing/data/companies.ts';
import { watchDepartures } from '../../../testing/departures.ts';
import { authorizeAt, companyCode, companyState, companyTicket } from '../../../testing/handlers/companies.ts';
import { mockServer } from '../../../testing/mock-api.ts';
import { mockProblem } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada } from '../../../testing/world.ts';

const secrets = [companyCode, companyState, companyTicket];
const issuer = 'https://acme.example';
const good = `?${new URLSearchParams({ code: companyCode, state: companyState, iss: issuer }).toString()}`;

interface Return {
  readonly search?: string;
  /** What this tab has begun; nothing, when null. */
  readonly begun?: Partial<BegunAtCompany> | null;
  readonly strict?: boolean;
  readonly handlers?: Parameters<typeof renderApp>[1]['handlers'];
}

/** Notes every sign-in that is sent, and lets the world answer. */
const noted = (sent: unknown[]) =>
  http.post('*/api/auth/login', async ({ request }) => {
    sent.push(await request.clone().json());
  });

function keep(begun: Return['begun'] = {}): void {
  const whole = { ticket: companyTicket, company: acme(), next: null, again: false, ...begun };
  if (begun !== null) sessionStorage.setItem(begunItem, JSON.stringify(whole));
}

function comeBack({ search = good, begun, strict = false, handlers = [] }: Return = {}) {
  const sent: unknown[] = [];
  keep(begun);
  const view = renderApp(`/sign-in/company${search}`, { as: null, strict, handlers: [noted(sent), ...handlers] });
  return { ...view, sent };
}

/** Nothing of a sign-in is left in the address, the history or the browser's storage. */
function expectNothingLeft() {
  const places = [
    window.location.href,
    JSON.stringify(window.history.state),
    JSON.stringify(Object.entries(sessionStorage)),
    JSON.stringify(Object.entries(localStorage)),
    document.cookie,
  ].join('\n');
  for (const secret of secrets) expect(places).not.toContain(secret);
}

describe('coming back from a company', () => {
  it('says so while it is looked at, with nothing of it in the address any more', async () => {
    let answer: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => {
      answer = resolve;
    });
    comeBack({
      handlers: [
        http.post('*/api/auth/login', async () => {
          await waiting;
        }),
      ],
    });

    expect(await screen.findByRole('heading', { name: 'Signing you in' })).toBeVisible();
    expect(screen.getByRole('status')).toHaveTextContent('Acme has sent you back.');
    expect(document.title).toBe('Signing you in · CloudApp');
    expect(window.location.pathname + window.location.search).toBe('/sign-in/company');
    expectNothingLeft();
    expect(await findAccessibilityFaults()).toEqual([]);

    await act(async () => {
      answer();
      await waiting;
    });
    expect(await screen.findByRole('heading', { name: 'You are signed in' })).toBeVisible();
  });

  it('signs in by ticket and answer, greets, and goes to the page that was asked for', async () => {
    const { user, sent } = comeBack({ begun: { next: '/launch/nodejs' } });

    expect(await screen.findByRole('heading', { name: 'You are signed in' })).toBeVisible();
    expect(screen.getByRole('status')).toHaveTextContent('Authenticated as Ada Lovelace');
    expect(sent).toEqual([{ ticket: companyTicket, company: { code: companyCode, state: companyState, issuer } }]);
    expectNothingLeft();
    await user.click(screen.getByRole('button', { name: 'Continue' }));

    expect(await screen.findByRole('heading', { name: 'Node.js box' })).toBeVisible();
    expectNothingLeft();
  });

  it('tells other tabs who is signed in now', async () => {
    const otherTab = new BroadcastChannel('cloudapp-session');
    const heard = new Promise((resolve) => {
      otherTab.onmessage = ({ data }) => {
        resolve(data);
      };
    });
    const { user } = comeBack();

    await user.click(await screen.findByRole('button', { name: 'Continue' }));

    expect(await heard).toEqual({ userId: ada().id });
    otherTab.close();
  });

  it('tells the tab that waits for it, and closes or says that it can be closed', async () => {
    const close = vi.spyOn(window, 'close').mockReturnValue();
    const otherTab = new BroadcastChannel('cloudapp-session');
    const heard = new Promise((resolve) => {
      otherTab.onmessage = ({ data }) => {
        resolve(data);
      };
    });

    comeBack({ begun: { isBeside: true } });

    const focused = await screen.findByRole('heading', { name: 'You are signed in again' });
    await waitFor(() => {
      expect(focused).toHaveFocus();
    });
    expect(await heard).toEqual({ userId: ada().id });
    expect(close).toHaveBeenCalledOnce();
    expect(await findAccessibilityFaults()).toEqual([]);
    close.mockRestore();
    otherTab.close();
  });

  it('goes to no other site, whatever the tab has kept', async () => {
    const { user } = comeBack({ begun: { next: 'https://elsewhere.example/' } });

    await user.click(await screen.findByRole('button', { name: 'Continue' }));

    expect(await screen.findByRole('heading', { name: 'My machines' })).toBeVisible();
  });

  it('sends the answer once, though React runs everything twice in development', async () => {
    const { sent } = comeBack({ strict: true });

    expect(await screen.findByRole('heading', { name: 'You are signed in' })).toBeVisible();
    expect(sent).toHaveLength(1);
    expectNothingLeft();
  });

  it('passes on that the company has refused, without a code', async () => {
    const { sent } = comeBack({ search: `?error=access_denied&state=${companyState}` });

    await waitFor(() => {
      expect(screen.getByRole('heading', { name: 'Acme did not sign you in' })).toHaveFocus();
    });
    expect(sent).toEqual([{ ticket: companyTicket, company: { error: 'access_denied', state: companyState } }]);
    expectNothingLeft();
  });
});

describe('an answer that nobody waits for', () => {
  it.each<[string, Return]>([
    ['in a tab that has begun nothing', { begun: null }],
    ['without a state', { search: `?code=${companyCode}` }],
    ['that is empty', { search: '' }],
  ])('is sent nowhere %s, and one begins again', async (_, scene) => {
    const { user, sent } = comeBack(scene);

    await waitFor(() => {
      expect(screen.getByRole('heading', { name: 'Begin again' })).toHaveFocus();
    });
    expect(sent).toEqual([]);
    expectNothingLeft();
    expect(await findAccessibilityFaults()).toEqual([]);
    await user.keyboard('{Tab}{Enter}');

    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeVisible();
  });
});

const again = 'Try again with Acme';
const failures: [ProblemCode, string, RegExp, string | undefined][] = [
  ['company-denied', 'Acme did not sign you in', /You stopped it there/, again],
  ['company-refused', 'The answer of Acme was not accepted', /nobody was signed in/, again],
  ['invalid-request', 'The answer of Acme was not accepted', /nobody was signed in/, again],
  ['company-not-allowed', 'This account is not allowed here', /ask an administrator/, 'Use another account of Acme'],
  ['company-email-unverified', 'Your e-mail address is not verified', /Have it verified there/, again],
  ['company-clock', 'The clocks differ too much', /no fault of yours/, again],
  ['company-unavailable', 'The sign-in of Acme does not answer', /in a minute/, again],
  ['account-disabled', 'This account is disabled', /Ask them to enable it/, undefined],
  ['ticket-ended', 'Begin again', /took too long/, again],
  ['service-unavailable', 'CloudApp is not available at the moment', /The fault is ours/, again],
  ['internal-error', 'CloudApp is not available at the moment', /The fault is ours/, again],
];

describe('a sign-in with a company that fails', () => {
  it.each(failures)('by %s says “%s”, what it means and what to do', async (code, title, text, action) => {
    const { user } = comeBack({ begun: { next: '/launch/nodejs' }, handlers: [mockProblem('signIn', code)] });

    const heading = await screen.findByRole('heading', { name: title });
    await waitFor(() => {
      expect(heading).toHaveFocus();
    });
    expect(screen.getByText(text)).toBeVisible();
    const actions = screen.getAllByRole('button').map(({ textContent }) => textContent);
    expect(actions).toEqual([...(action === undefined ? [] : [action]), 'Other ways to sign in']);
    await waitFor(() => {
      expect(document.title).toBe(`${title} · CloudApp`);
    });
    expectNothingLeft();
    expect(await findAccessibilityFaults()).toEqual([]);

    await user.click(screen.getByRole('button', { name: 'Other ways to sign in' }));
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeVisible();
    expect(window.location.search).toBe('?next=%2Flaunch%2Fnodejs');
  });

  it('says how long to wait after too many tries', async () => {
    comeBack({ handlers: [mockProblem('signIn', 'too-many-attempts', { retryAfterSeconds: 754 })] });

    await waitFor(() => {
      expect(screen.getByRole('heading', { name: 'Too many tries' })).toHaveFocus();
    });
    expect(screen.getByText(/Wait 12 min 34 s/)).toBeVisible();
    expectNothingLeft();
  });

  it('says when the browser is offline', async () => {
    comeBack({ handlers: [http.post('*/api/auth/login', () => Response.error())] });

    await waitFor(() => {
      expect(screen.getByRole('heading', { name: 'You are offline' })).toHaveFocus();
    });
    expectNothingLeft();
  });

  it('is tried again at the same company, for the same page', async () => {
    const left = watchDepartures();
    const { user, sent } = comeBack({
      search: `?error=access_denied&state=${companyState}`,
      begun: { next: '/launch/nodejs' },
    });

    await user.click(await screen.findByRole('button', { name: again }));

    await waitFor(() => {
      expect(left).toEqual([authorizeAt(acme().id)]);
    });
    expect(sent.at(-1)).toEqual({ begin: 'company', provider: acme().id });
    expect(JSON.parse(sessionStorage.getItem(begunItem) ?? '')).toMatchObject({ next: '/launch/nodejs' });
  });

  it('is tried with another account where this one is not allowed', async () => {
    watchDepartures();
    const { user, sent } = comeBack({ handlers: [mockProblem('signIn', 'company-not-allowed')] });
    const button = await screen.findByRole('button', { name: 'Use another account of Acme' });

    await user.click(button);

    await waitFor(() => {
      expect(sent.at(-1)).toEqual({ begin: 'company', provider: acme().id, again: true });
    });
  });

  it('says what is wrong when it cannot be tried again', async () => {
    const { user } = comeBack({ search: `?error=access_denied&state=${companyState}` });
    const button = await screen.findByRole('button', { name: again });
    mockServer.use(mockProblem('signIn', 'company-unavailable'));

    await user.click(button);

    await waitFor(() => {
      expect(screen.getByRole('heading', { name: 'The sign-in of Acme does not answer' })).toHaveFocus();
    });
    expectNothingLeft();
  });
});
