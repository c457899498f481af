import type { StoredIdentityProvider } from '@cloudapp/data/identity-provider-item';
import type { StoredUser } from '@cloudapp/data/user-item';
import type { CompanyPerson } from './company-person.ts';

interface Company extends Pick<StoredIdentityProvider, 'issuer' | 'admits' | 'joinsByEmail'> {
  readonly domains: readonly string[];
}

/** What becomes of somebody whom a company signs in for the first time. */
export type Admission =
  | { readonly kind: 'create' | 'join'; readonly email: string }
  | {
      readonly kind: 'refuse';
      readonly reason: 'company-email-unverified' | 'company-not-allowed' | 'company-refused';
      /** For the audit log. */
      readonly detail: string;
    };

/**
 * Whether somebody gets an account, or the one with their e-mail, which proves nothing unless the company has verified it.
 * @param account that with the e-mail, where there is one
 */
export function admissionOf(person: CompanyPerson, company: Company, account: StoredUser | undefined): Admission {
  const { email } = person;
  if (email === undefined) return refuse('company-email-unverified', 'it gave no e-mail address');
  if (!person.isEmailVerified) return refuse('company-email-unverified', 'it has not verified the e-mail address');
  return account === undefined ? asNew(email, company) : asOwner(email, company, account);
}

function asNew(email: string, { admits, domains }: Company): Admission {
  const domain = email.slice(email.lastIndexOf('@') + 1);
  if (admits === 'anyone' || (admits === 'domains' && domains.includes(domain))) return { kind: 'create', email };
  const detail = admits === 'domains' ? 'the domain of the e-mail address is not admitted' : 'nobody has invited them';
  return refuse('company-not-allowed', detail);
}

function asOwner(email: string, { issuer, joinsByEmail }: Company, { issuers = [] }: StoredUser): Admission {
  if (issuers.includes(issuer)) {
    return refuse('company-refused', 'the account with the e-mail address is joined to somebody else there');
  }
  if (joinsByEmail) return { kind: 'join', email };
  return refuse('company-not-allowed', 'it may not sign in to an account by its e-mail address');
}

function refuse(reason: Extract<Admission, { kind: 'refuse' }>['reason'], detail: string): Admission {
  return { kind: 'refuse', reason, detail };
}
