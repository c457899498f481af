import type { GroupRule } from '@cloudapp/contracts/group-rule';
import type { IdentityProvider, IdentityProviderWish } from '@cloudapp/contracts/identity-provider';
import type { ApiError } from '../../../lib/api/api-error.ts';
import { hasCode } from '../../../lib/api/api-error.ts';
import type { PresetName } from './company-presets.ts';
import { isWhole, nameOfRule, notWhole } from './group-rule-faults.ts';

/** A company as the fields of its form hold it. */
export interface CompanyDraft extends Omit<IdentityProvider, 'id' | 'hasSecret' | 'domains'> {
  readonly clientSecret: string;
  /** Apart by commas, spaces or lines. */
  readonly domains: string;
}

export type DraftField = keyof CompanyDraft;
export type DraftFaults = Partial<Readonly<Record<DraftField, string>>>;

/** What each part of the form is given. */
export interface CompanyFieldsProps {
  readonly draft: CompanyDraft;
  readonly faults: DraftFaults;
  readonly preset: PresetName;
  readonly onChange: (part: Partial<CompanyDraft>) => void;
}

export const emptyDraft: CompanyDraft = {
  name: '',
  issuer: '',
  clientId: '',
  clientSecret: '',
  isEnabled: true,
  admits: 'invited',
  domains: '',
  joinsByEmail: false,
  scopes: '',
  groupsClaim: 'groups',
  groupRules: [],
};

export function draftOf(company: IdentityProvider): CompanyDraft {
  const { name, issuer, clientId, isEnabled, admits, domains, joinsByEmail, scopes, groupsClaim, groupRules } = company;
  const same = { name, issuer, clientId, isEnabled, admits, joinsByEmail, scopes, groupsClaim, groupRules };
  return { ...same, clientSecret: '', domains: domains.join(', ') };
}

/** What is sent; a secret that was left empty is the one that is kept. */
export function wishOf({ clientSecret, domains, ...draft }: CompanyDraft): IdentityProviderWish {
  return {
    ...draft,
    name: draft.name.trim(),
    issuer: draft.issuer.trim(),
    clientId: draft.clientId.trim(),
    scopes: draft.scopes.trim(),
    groupsClaim: draft.groupsClaim.trim(),
    groupRules: draft.groupRules.map((rule) => ({ ...rule, group: rule.group.trim() })),
    domains: domainsIn(domains),
    ...(clientSecret !== '' && { clientSecret }),
  };
}

/** RFC 6901. */
const pointerSeparator = /\//;

function domainsIn(text: string): string[] {
  return text.split(/[\s,;]+/).filter((part) => part !== '');
}

/** Whether a company is still the one that a secret is kept for. */
export function isSameClient(kept: IdentityProvider, { issuer, clientId }: CompanyDraft): boolean {
  return kept.issuer === issuer.trim() && kept.clientId === clientId.trim();
}

const checks: Readonly<Partial<Record<DraftField, (draft: CompanyDraft) => string | false>>> = {
  name: ({ name }) => name.trim() === '' && 'Give it the name that people know it by.',
  issuer: ({ issuer }) => !isAddress(issuer) && 'Enter an address that begins with https://.',
  clientId: ({ clientId }) => clientId.trim() === '' && 'Enter the id that the company gave CloudApp.',
  domains: ({ admits, domains }) =>
    admits === 'domains' && domainsIn(domains).length === 0 && 'Enter at least one domain.',
  groupsClaim: ({ groupsClaim }) => groupsClaim.trim() === '' && 'Enter the name of a claim, such as groups.',
  groupRules: ({ groupRules }) => !groupRules.every(isWhole) && notWhole,
};

/** What is plainly missing or wrong, before anything is sent. */
export function faultsOf(draft: CompanyDraft): DraftFaults {
  const found = Object.entries(checks).map(([field, check]) => [field, check(draft)] as const);
  return Object.fromEntries(found.filter(([, fault]) => fault !== false));
}

function isAddress(text: string): boolean {
  return /^https?:\/\/./.test(text.trim()) && URL.canParse(text.trim());
}

/** Which fields the API refused, and why; nothing where the refusal is of no field. */
export function refusalsOf(error: unknown, sent: CompanyDraft): DraftFaults {
  if (hasCode(error, 'issuer-taken')) return { issuer: 'There is a company with this issuer already.' };
  if (!hasCode(error, 'invalid-request')) return {};
  const found = error.fields.map((fault) => refusalOf(fault, sent));
  // The first that is wrong with a field is said.
  return Object.fromEntries(found.filter(([field]) => field in emptyDraft).reverse());
}

function refusalOf(
  { pointer, detail }: ApiError['fields'][number],
  { domains, groupRules }: CompanyDraft,
): readonly [field: string, fault: string] {
  const [field = '', place] = pointer.slice(1).split(pointerSeparator);
  const which = place === undefined ? 'It' : nameOf(field, Number(place), domainsIn(domains), groupRules);
  return [field, `${which} ${detail}.`];
}

function nameOf(field: string, place: number, domains: readonly string[], rules: readonly GroupRule[]): string {
  if (field === 'domains') return domains[place] ?? 'It';
  return nameOfRule(place, rules);
}
