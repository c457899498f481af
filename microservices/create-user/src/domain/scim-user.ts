import {
  scimActive,
  scimEnterpriseSchema,
  scimEnterpriseText,
  scimExternalId,
  scimNameSchema,
  scimSchemaIds,
  scimUserName,
} from '@cloudapp/contracts/scim-resource';
import type { ScimOperation, ScimUser, ScimUserWish } from '@cloudapp/contracts/scim-resource';
import { costCentreSchema, groupName, personName } from '@cloudapp/contracts/user';
import { mostOfGroup } from '@cloudapp/contracts/user-bounds';
import type { StoredPerson } from '@cloudapp/data/directory-item';
import type { StoredUser } from '@cloudapp/data/user-item';
import type * as z from 'zod';
import { ScimFault } from './scim-fault.ts';
import { patched, validValue, versionTag } from './scim-patch.ts';

/** What a directory says of somebody. */
export interface PersonState {
  readonly userName: string;
  readonly active: boolean;
  readonly externalId?: string | undefined;
  readonly displayName?: string | undefined;
  readonly fullName?: string | undefined;
  readonly familyName?: string | undefined;
  readonly givenName?: string | undefined;
  readonly department?: string | undefined;
  readonly costCenter?: string | undefined;
}

/** What is asked for by a new resource, or by one in place of another. */
export function stateWished({
  userName,
  active = true,
  externalId,
  displayName,
  name,
  ...more
}: ScimUserWish): PersonState {
  const { department, costCenter } = more[scimSchemaIds.enterpriseUser] ?? {};
  return {
    ...{ department, costCenter },
    ...{ userName, active, externalId, displayName },
    ...{ fullName: name?.formatted, familyName: name?.familyName, givenName: name?.givenName },
  };
}

/** What is so. */
export function stateOf({ email, status }: StoredUser, person: StoredPerson): PersonState {
  const { externalId, displayName, fullName, familyName, givenName, department, costCenter } = person;
  return {
    ...{ userName: email, active: status === 'active', externalId, displayName, fullName, familyName, givenName },
    ...{ department, costCenter },
  };
}

/** In which group somebody is here. What is no name of one is none: whoever is in an odd department is to have an account all the same. */
export function groupOf({ department }: PersonState): string | undefined {
  return groupName.safeParse(department?.slice(0, mostOfGroup)).data;
}

/** Whom the books charge what somebody's machines cost; what cannot be one here is none. */
export function costCentreOf({ costCenter }: PersonState): string | undefined {
  return costCentreSchema.safeParse(costCenter).data;
}

/** What somebody is called here, who may be called several things there, or nothing. */
export function accountName({ displayName, fullName, givenName, familyName, userName }: PersonState): string {
  const parts = [givenName, familyName].filter((part) => part !== undefined).join(' ');
  const [mailbox = ''] = userName.split('@');
  return (displayName ?? fullName ?? (parts === '' ? mailbox : parts)).slice(0, 100).trim();
}

/** Attributes of people that directories send and that are not kept; what is sent of them changes nothing. */
const notKept = new Set([
  ...['emails', 'phonenumbers', 'ims', 'photos', 'addresses', 'entitlements', 'roles', 'x509certificates', 'groups'],
  ...['nickname', 'profileurl', 'title', 'usertype', 'preferredlanguage', 'locale', 'timezone', 'password'],
]);

interface Attribute {
  readonly name: keyof PersonState;
  readonly schema: z.ZodType;
  readonly isRequired?: boolean;
}

/** As paths have it, in small letters. */
const enterprise = scimSchemaIds.enterpriseUser.toLowerCase();

const attributes: Readonly<Record<string, Attribute>> = {
  username: { name: 'userName', schema: scimUserName, isRequired: true },
  active: { name: 'active', schema: scimActive, isRequired: true },
  externalid: { name: 'externalId', schema: scimExternalId },
  displayname: { name: 'displayName', schema: personName },
  'name.formatted': { name: 'fullName', schema: personName },
  'name.familyname': { name: 'familyName', schema: personName },
  'name.givenname': { name: 'givenName', schema: personName },
  [`${enterprise}:department`]: { name: 'department', schema: scimEnterpriseText },
  [`${enterprise}:costcenter`]: { name: 'costCenter', schema: scimEnterpriseText },
};

/**
 * What operations make of somebody, one after the other.
 * @throws ScimFault path-invalid, value-invalid, target-missing, filter-invalid
 */
export function patchedPerson(state: PersonState, operations: readonly ScimOperation[]): PersonState {
  return patched(state, operations, (current, { op, value }, { attribute }) =>
    set(current, attribute, op === 'remove' ? undefined : value),
  );
}

function set(state: PersonState, path: string, value: unknown): PersonState {
  if (path === 'name') return setName(state, value);
  if (path === enterprise) return setEnterprise(state, value);
  const attribute = new Map(Object.entries(attributes)).get(path);
  if (attribute !== undefined) return { ...state, [attribute.name]: checked(path, attribute, value) };
  const [top = ''] = path.split('.');
  if (notKept.has(top) || path.startsWith('urn:')) return state;
  throw new ScimFault('path-invalid', 'People have no such attribute, or it cannot be changed');
}

/** Parts of a name that are not sent stay, unless all of it is removed (RFC 7644 §3.5.2.3). */
function setName(state: PersonState, value: unknown): PersonState {
  if (value === undefined || value === null) {
    return { ...state, fullName: undefined, familyName: undefined, givenName: undefined };
  }
  const { formatted, familyName, givenName } = validValue('name', scimNameSchema, value);
  return {
    ...state,
    ...(formatted !== undefined && { fullName: formatted }),
    ...(familyName !== undefined && { familyName }),
    ...(givenName !== undefined && { givenName }),
  };
}

/** As with a name, what is not sent of the extension stays, unless all of it is removed. */
function setEnterprise(state: PersonState, value: unknown): PersonState {
  if (value === undefined || value === null) return { ...state, department: undefined, costCenter: undefined };
  const sent = validValue(enterprise, scimEnterpriseSchema, value);
  return {
    ...state,
    ...(sent.department !== undefined && { department: sent.department }),
    ...(sent.costCenter !== undefined && { costCenter: sent.costCenter }),
  };
}

function checked(path: string, { schema, isRequired = false }: Attribute, value: unknown): unknown {
  const isNothing = value === undefined || value === null || value === '';
  if (isNothing && isRequired) throw new ScimFault('value-invalid', `${path} must have a value`);
  return isNothing ? undefined : validValue(path, schema, value);
}

/** @param base where the routes of directories are, such as `https://cloudapp.example/api/scim/v2` */
export function presentScimUser(user: StoredUser, person: StoredPerson, base: string): ScimUser {
  const state = stateOf(user, person);
  const { userName, active, externalId, displayName, fullName, familyName, givenName, department, costCenter } = state;
  const isOfCompany = department !== undefined || costCenter !== undefined;
  const hasName = [fullName, familyName, givenName].some((part) => part !== undefined);
  return {
    schemas: [scimSchemaIds.user, ...(isOfCompany ? [scimSchemaIds.enterpriseUser] : [])],
    ...(isOfCompany && { [scimSchemaIds.enterpriseUser]: { department, costCenter } }),
    ...{ id: user.id, externalId, userName, displayName, active },
    ...(hasName && { name: { formatted: fullName, familyName, givenName } }),
    emails: [{ value: userName, type: 'work', primary: true }],
    meta: {
      resourceType: 'User',
      created: user.createdAt,
      lastModified: person.changedAt,
      location: `${base}/Users/${user.id}`,
      version: versionTag(user),
    },
  };
}
