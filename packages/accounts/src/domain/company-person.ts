import { emailAddress } from '@cloudapp/contracts/primitives';
import type { StoredIdentityProvider } from '@cloudapp/data/identity-provider-item';
import { personName } from '@cloudapp/contracts/user';

/** Somebody as a company tells of them. */
export interface CompanyPerson {
  /** Who they are at the company, for ever (OpenID Connect Core 1.0 §5.7). */
  readonly subject: string;
  /** In its normal form; absent where the company says none that could be one. */
  readonly email?: string | undefined;
  readonly isEmailVerified: boolean;
  readonly name: string;
  readonly groups: readonly string[];
}

interface Company {
  readonly issuer: string;
  readonly groupsClaim: string;
}

/** Groups of one person that are looked at; Entra ID tells of 200 at most. */
const mostGroups = 1000;

/**
 * Whom the claims of an ID token speak of.
 * @returns undefined when they are not what they must be: a subject of 1 to 255 characters of ASCII, true or false for what is either
 */
export function personIn(
  claims: Readonly<Record<string, unknown>>,
  { issuer, groupsClaim }: Company,
): CompanyPerson | undefined {
  const subject = claims['sub'];
  const isVerified = verifiedIn(claims, issuer);
  if (typeof subject !== 'string' || !/^[\x20-\x7e]{1,255}$/.test(subject)) return undefined;
  if (isVerified === undefined) return undefined;
  const email = emailAddress.safeParse(claims['email']).data;
  return {
    subject,
    email,
    isEmailVerified: isVerified && email !== undefined,
    name: nameIn(claims) ?? (email ?? subject).replace(/@.*$/, '').slice(0, 100),
    groups: groupsIn(claims[groupsClaim]),
  };
}

/**
 * What a company tells of somebody in its ID token and, where that leaves claims out, beside it. That an e-mail is verified is taken of
 * the one that it was said of.
 */
export function claimsTogether(
  told: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>>,
  { issuer }: Pick<Company, 'issuer'>,
): Readonly<Record<string, unknown>> {
  const verified = verifiedClaimOf(issuer);
  const [first, second] = told['email'] === undefined ? [more, {}] : [told, more];
  const isSame = second['email'] === first['email'];
  const isVerified = first[verified] ?? (isSame ? second[verified] : undefined);
  return { ...more, ...told, email: first['email'], [verified]: isVerified };
}

/** The claims without which somebody cannot be let in as they should be, by what a company was set up with. */
export function claimsWanted({
  issuer,
  groupsClaim,
  groupRules,
}: Company & Pick<StoredIdentityProvider, 'groupRules'>) {
  return ['email', verifiedClaimOf(issuer), ...(groupRules.length > 0 ? [groupsClaim] : [])];
}

/** Methods of one proof that are noted, and how one is written; RFC 8176 has none longer than six characters. */
const mostMethods = 8;
const method = /^[a-z0-9_.:-]{1,20}$/i;

/** How a company says that it had somebody prove who they are (`amr`, RFC 8176), such as `pwd` and `mfa`; what is no such word is left out. */
export function methodsIn({ amr }: Readonly<Record<string, unknown>>): string[] {
  const told: unknown[] = Array.isArray(amr) ? amr : [];
  const words = told.filter((one): one is string => typeof one === 'string' && method.test(one));
  return [...new Set(words)].slice(0, mostMethods);
}

/** How Entra ID writes true and false in its own claims, which is not the same everywhere. */
const entraBooleans = new Map<unknown, boolean>([
  ...([true, 1, '1', 'true'] as const).map((yes) => [yes, true] as const),
  ...([false, 0, '0', 'false'] as const).map((no) => [no, false] as const),
]);

/** Whether the company has verified the e-mail address; undefined where it says what is neither true nor false. */
function verifiedIn(claims: Readonly<Record<string, unknown>>, issuer: string): boolean | undefined {
  const name = verifiedClaimOf(issuer);
  const said = claims[name] ?? false;
  if (name === 'xms_edov') return entraBooleans.get(said);
  return typeof said === 'boolean' ? said : undefined;
}

/**
 * Entra ID has no `email_verified`; what it says of the owner of an e-mail's domain is an optional claim of its own.
 * https://learn.microsoft.com/entra/identity-platform/optional-claims-reference
 */
function verifiedClaimOf(issuer: string): 'email_verified' | 'xms_edov' {
  return new URL(issuer).hostname === 'login.microsoftonline.com' ? 'xms_edov' : 'email_verified';
}

function nameIn(claims: Readonly<Record<string, unknown>>): string | undefined {
  const parts = [claims['given_name'], claims['family_name']].filter((part) => typeof part === 'string').join(' ');
  return personName.safeParse(claims['name']).data ?? personName.safeParse(parts).data;
}

/** A list of names; some companies write one group as a text. */
function groupsIn(claim: unknown): string[] {
  const all: unknown[] = Array.isArray(claim) ? claim : [claim];
  return all.filter((group) => typeof group === 'string').slice(0, mostGroups);
}
