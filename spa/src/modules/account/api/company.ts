import { hasCode, type BegunProof } from '../../../lib/api/api-error.ts';
import { callApi } from '../../../lib/api/call-api.ts';
import { isOfWeb, leaveFor } from '../../../lib/address.ts';

/** One that people sign in with. */
export interface Company {
  readonly id: string;
  readonly name: string;
}

/** A sign-in with a company that this tab has begun. */
export interface BegunAtCompany {
  readonly ticket: string;
  readonly company: Company;
  /** Where to go afterwards. */
  readonly next: string | null;
  /** Whether the company was asked to have people prove who they are, though it may know. */
  readonly again: boolean;
}

type Wish = Pick<BegunAtCompany, 'next' | 'again'>;

/** Where the tab's session storage has what was begun, until the company has sent the person back. */
export const begunItem = 'cloudapp-company-sign-in';

/**
 * Begins a sign-in with a company and leaves for its page, which sends back to `paths.companyReturn`. It is done when the person comes
 * back by a step back of the browser, which shows the page as it was left.
 */
export async function goToCompany(company: Company, { next, again }: Wish): Promise<void> {
  const { ticket, authorizeAt } = await begin(company, again);
  if (authorizeAt === undefined || !isOfWeb(authorizeAt)) throw new Error('A proof that no company can complete');
  sessionStorage.setItem(begunItem, JSON.stringify({ ticket, company, next, again } satisfies BegunAtCompany));
  const back = new Promise((resolve) => {
    window.addEventListener('pageshow', resolve, { once: true });
  });
  leaveFor(authorizeAt);
  await back;
}

/** Has a company say once more who somebody is, who comes back to the page that is open now. */
export async function proveAtCompany(company: Company): Promise<void> {
  const { pathname, search, hash } = window.location;
  await goToCompany(company, { next: `${pathname}${search}${hash}`, again: true });
}

async function begin({ id }: Company, again: boolean): Promise<BegunProof> {
  try {
    await callApi('signIn', { body: { begin: 'company', provider: id, ...(again && { again }) } });
  } catch (error) {
    if (hasCode(error, 'proof-incomplete') && error.proof) return error.proof;
    throw error;
  }
  throw new Error('A session without a proof');
}

/** What this tab has begun; it is forgotten by that. */
export function takeBegun(): BegunAtCompany | undefined {
  const kept = sessionStorage.getItem(begunItem);
  sessionStorage.removeItem(begunItem);
  // Nobody else writes it.
  return kept === null ? undefined : (JSON.parse(kept) as BegunAtCompany);
}
