import { hasCode } from '../../../lib/api/api-error.ts';
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
  /** Whether this tab is there for that alone, and another waits for it. */
  readonly isBeside?: boolean | undefined;
}

type Wish = Pick<BegunAtCompany, 'next' | 'again' | 'isBeside'>;

/** Where the tab's session storage has what was begun, until the company has sent the person back. */
export const begunItem = 'cloudapp-company-sign-in';

/**
 * Begins a sign-in with a company and leaves for its page, which sends back to `paths.companyReturn`. It is done when the person comes
 * back by a step back of the browser, which shows the page as it was left.
 */
export async function goToCompany(company: Company, wish: Wish): Promise<void> {
  const { ticket, authorizeAt } = await begin(company, wish.again);
  sessionStorage.setItem(begunItem, JSON.stringify({ ticket, company, ...wish } satisfies BegunAtCompany));
  const back = new Promise<PageTransitionEvent>((resolve) => {
    window.addEventListener('pageshow', resolve, { once: true });
  });
  leaveFor(authorizeAt);
  const { persisted } = await back;
  // The page as it was, and not one that is only now loaded.
  if (persisted) forgetBegun();
}

/** Has a company say once more who somebody is, who comes back to the page that is open now. */
export async function proveAtCompany(company: Company): Promise<void> {
  const { pathname, search, hash } = window.location;
  await goToCompany(company, { next: `${pathname}${search}${hash}`, again: true });
}

/**
 * Begins a sign-in with a company in a tab of its own, and leaves the page as it is: other tabs are told once somebody has signed in.
 * @param tab just opened by the press of a button, and empty; it is closed where the company cannot be asked
 */
export async function goToCompanyBeside(tab: Window, company: Company): Promise<void> {
  try {
    const { ticket, authorizeAt } = await begin(company, false);
    // It begins with a copy of what this tab keeps, keys among it.
    tab.sessionStorage.clear();
    const begun: BegunAtCompany = { ticket, company, next: null, again: false, isBeside: true };
    tab.sessionStorage.setItem(begunItem, JSON.stringify(begun));
    // The company's page is to know nothing of this one.
    tab.opener = null;
    tab.location.replace(authorizeAt);
  } catch (error) {
    tab.close();
    throw error;
  }
}

async function begin({ id }: Company, again: boolean): Promise<{ ticket: string; authorizeAt: string }> {
  try {
    await callApi('signIn', { body: { begin: 'company', provider: id, ...(again && { again }) } });
  } catch (error) {
    if (!hasCode(error, 'proof-incomplete') || !error.proof) throw error;
    const { ticket, authorizeAt } = error.proof;
    if (authorizeAt === undefined || !isOfWeb(authorizeAt)) throw new Error('A proof that no company can complete');
    return { ticket, authorizeAt };
  }
  throw new Error('A session without a proof');
}

/** Nobody answers any more what was begun: whoever stepped back from the company begins anew. */
export function forgetBegun(): void {
  sessionStorage.removeItem(begunItem);
}

/** What this tab has begun; it is forgotten by that. */
export function takeBegun(): BegunAtCompany | undefined {
  const kept = sessionStorage.getItem(begunItem);
  forgetBegun();
  // Nobody else writes it.
  return kept === null ? undefined : (JSON.parse(kept) as BegunAtCompany);
}
