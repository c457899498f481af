import type { IdentityProvider, TestedProvider } from '@cloudapp/contracts/identity-provider';
import { formatCount } from '../../../lib/format/size.ts';

export type Admission = IdentityProvider['admits'];
type Step = TestedProvider['steps'][number];

export const admissionsInOrder: readonly Admission[] = ['anyone', 'domains', 'invited'];

export const admissionLabels: Readonly<Record<Admission, string>> = {
  anyone: 'Anyone whom the company knows',
  domains: 'People with an e-mail in these domains',
  invited: 'Nobody: only who has one signs in',
};

export const admissionMeanings: Readonly<Record<Admission, string>> = {
  anyone: 'They get an account at their first sign-in.',
  domains: 'They get an account at their first sign-in, others are turned away.',
  invited: 'You add people under Users first.',
};

/** Who gets an account, in a few words. */
export function admittedBy({ admits, domains }: Pick<IdentityProvider, 'admits' | 'domains'>): string {
  if (admits === 'anyone') return 'Anyone gets an account';
  if (admits === 'invited') return 'Only who has an account';
  const [first = '', ...others] = domains;
  return `Accounts for ${first}${others.length === 0 ? '' : ` and ${formatCount(others.length, 'other domain')}`}`;
}

export const stepLabels: Readonly<Record<Step['step'], string>> = {
  address: 'Its address answers',
  issuer: 'It is who it should be',
  offers: 'It offers what a sign-in takes',
  keys: 'It shows the keys that it signs with',
  client: 'It accepts our client and its secret',
};

export const outcomeLabels: Readonly<Record<Step['outcome'], string>> = {
  good: 'Good',
  bad: 'Bad',
  skipped: 'Not tried',
};

/** What came of a test, in a sentence. */
export function verdictOf(steps: readonly Step[]): string {
  return steps.some(({ outcome }) => outcome === 'bad')
    ? 'People cannot sign in with it like this. Mend what is bad, then test again.'
    : 'As far as can be tried without signing in, all is well. Sign in with it once to see that it sends people back here.';
}
