import type { SignInSettings } from '@cloudapp/contracts/sign-in-settings';
import { formatCount } from '../../../lib/format/size.ts';
import { formatDate } from '../../../lib/format/time.ts';

export type Demand = SignInSettings['secondFactorOf'];

export const demandsInOrder: readonly Demand[] = ['nobody', 'administrators', 'everybody'];

export const demandLabels: Readonly<Record<Demand, string>> = {
  nobody: 'Of nobody',
  administrators: 'Of administrators',
  everybody: 'Of everybody',
};

export const demandMeanings: Readonly<Record<Demand, string>> = {
  nobody: 'Who wants one sets it up in the profile.',
  administrators: 'They can see and change what is everybody’s.',
  everybody: 'Also of people who only launch machines.',
};

/** From how many days there is a limit; the contract has the same beside its schema. */
export const mostGraceDays = 90;

const dayMilliseconds = 86_400_000;

/** What a choice will do, to whom and until when, in a sentence or two. */
export function consequenceOf(demand: Demand, graceDays: number, nowMilliseconds: number): string {
  if (demand === 'nobody') return 'Signing in asks only those for a second factor who have set one up.';
  const who = demand === 'administrators' ? 'Administrators' : 'All people';
  if (graceDays === 0) {
    return `At once, also who is signed in: ${who.toLowerCase()} without a second factor can do nothing but set one up.`;
  }
  const until = formatDate(new Date(nowMilliseconds + graceDays * dayMilliseconds).toISOString());
  return `${who} without a second factor have until ${until} to set one up; after that they can do nothing else. Newer accounts have ${formatCount(graceDays, 'day')} from when they are made. They are told when they next open CloudApp.`;
}
