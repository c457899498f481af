import type { ProblemCode } from '@cloudapp/contracts/problem';
import type { Page } from '@playwright/test';
import { answerProblem, answerWith, neverAnswer } from './answers.ts';
import type { Shot } from './states.ts';

const signIn = /\/api\/auth\/login$/;
const names = ['Acme', 'Globex Corporation', 'University of Applied Sciences, Somewhere'];
const companies = names.map((name, index) => ({ id: `idp_${`${index}`.padEnd(26, '0')}`, name }));

async function offer(page: Page, count: number, passwordsOf: 'everybody' | 'break-glass'): Promise<void> {
  await answerWith(page, /\/api\/sign-in-options$/, { companies: companies.slice(0, count), passwordsOf });
}

const offering =
  (count: number, passwordsOf: 'everybody' | 'break-glass', path = '/sign-in'): Shot =>
  async ({ page, studio }) => {
    await offer(page, count, passwordsOf);
    await studio.open('nobody', path);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  };

/** A page that a company has sent somebody back to, who has begun there in this tab. */
async function comeBack({ page, studio }: Parameters<Shot>[0]): Promise<void> {
  const begun = { ticket: 'T'.repeat(43), company: companies[0], next: null, again: false };
  await page.addInitScript((text) => {
    sessionStorage.setItem('cloudapp-company-sign-in', text);
  }, JSON.stringify(begun));
  await studio.open('nobody', '/sign-in/company?code=c&state=s');
}

const failing =
  (code: ProblemCode): Shot =>
  async (stage) => {
    await answerProblem(stage.page, signIn, code, code === 'too-many-attempts' ? { 'retry-after': '754' } : {});
    await comeBack(stage);
    await stage.page.getByRole('button', { name: 'Other ways to sign in' }).waitFor();
  };

const endings = [
  'company-denied',
  'company-refused',
  'company-not-allowed',
  'company-email-unverified',
  'company-clock',
  'company-unavailable',
  'account-disabled',
  'ticket-ended',
  'too-many-attempts',
  'service-unavailable',
] as const;

/** Signing in with a company. */
export const companyStates: Readonly<Record<string, Shot>> = {
  'sign-in-company': offering(1, 'everybody'),
  'sign-in-companies': offering(3, 'everybody'),
  'sign-in-companies-only': offering(3, 'break-glass'),
  'sign-in-emergency': async (stage) => {
    await offering(1, 'break-glass')(stage);
    await stage.page.getByRole('button', { name: 'Sign in with a password' }).click();
  },
  'sign-in-signed-out': offering(1, 'everybody', '/sign-in?signed-out'),
  'sign-in-company-down': async (stage) => {
    await answerProblem(stage.page, signIn, 'company-unavailable');
    await offering(1, 'everybody')(stage);
    await stage.page.getByRole('button', { name: 'Continue with Acme' }).click();
    await stage.page.getByRole('alert').waitFor();
  },
  'company-working': async (stage) => {
    await neverAnswer(stage.page, signIn);
    await comeBack(stage);
    await stage.page.getByRole('heading', { name: 'Signing you in' }).waitFor();
  },
  'company-begin-again': async ({ page, studio }) => {
    await studio.open('nobody', '/sign-in/company?code=c&state=s');
    await page.getByRole('button', { name: 'Begin again' }).waitFor();
  },
  ...Object.fromEntries(endings.map((code) => [`company-ended-${code}`, failing(code)])),
};
