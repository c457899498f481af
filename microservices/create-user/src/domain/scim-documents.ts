import { mostListed, scimSchemaIds } from '@cloudapp/contracts/scim-resource';

const schemaSchema = 'urn:ietf:params:scim:schemas:core:2.0:Schema';
const resourceTypeSchema = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType';
const configSchema = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig';

interface AttributeOptions {
  readonly type?: 'string' | 'boolean' | 'complex' | 'reference';
  readonly mutability?: 'readWrite' | 'readOnly' | 'immutable';
  readonly required?: boolean;
  readonly caseExact?: boolean;
  readonly uniqueness?: 'none' | 'server';
  readonly multiValued?: boolean;
  readonly canonicalValues?: readonly string[];
  readonly referenceTypes?: readonly string[];
  readonly subAttributes?: readonly object[];
}

/** An attribute as RFC 7643 §7 describes one; text in whatever case that may be changed, unless more is said. */
function attribute(name: string, description: string, options: AttributeOptions = {}) {
  return {
    ...{ name, description, type: 'string', multiValued: false, required: false, caseExact: false },
    ...{ mutability: 'readWrite', returned: 'default', uniqueness: 'none' },
    ...options,
  };
}

const userAttributes = [
  attribute('userName', 'The e-mail address that the person signs in with', { required: true, uniqueness: 'server' }),
  attribute('name', 'The parts of the name', {
    type: 'complex',
    subAttributes: [
      attribute('formatted', 'The whole name'),
      attribute('familyName', 'The family name'),
      attribute('givenName', 'The given name'),
    ],
  }),
  attribute('displayName', 'What the person is called'),
  // It has a value always: without one that is sent, it is true.
  attribute('active', 'Whether the person may sign in', { type: 'boolean', required: true }),
  attribute('emails', 'The userName', {
    type: 'complex',
    multiValued: true,
    mutability: 'readOnly',
    subAttributes: [
      attribute('value', 'The e-mail address', { mutability: 'readOnly' }),
      attribute('type', 'What it is for', { mutability: 'readOnly', canonicalValues: ['work'] }),
      attribute('primary', 'Whether it is the first', { mutability: 'readOnly', type: 'boolean' }),
    ],
  }),
];

const enterpriseAttributes = [
  attribute('department', 'The group of the person, by which costs are told'),
  attribute('costCenter', 'Whom the books charge what the machines of the person cost'),
];

const groupAttributes = [
  attribute('displayName', 'What the group is called', { required: true, uniqueness: 'server' }),
  attribute('members', 'The people in the group', {
    type: 'complex',
    multiValued: true,
    subAttributes: [
      attribute('value', 'The id of the person', { mutability: 'immutable', caseExact: true }),
      attribute('$ref', 'The address of the person', {
        mutability: 'immutable',
        type: 'reference',
        referenceTypes: ['User'],
        caseExact: true,
      }),
      attribute('type', 'What a member is', { mutability: 'immutable', canonicalValues: ['User'] }),
    ],
  }),
];

/** @param base where the routes of directories are */
export function schemas(base: string) {
  return [
    { id: scimSchemaIds.user, name: 'User', description: 'A person', attributes: userAttributes },
    {
      id: scimSchemaIds.enterpriseUser,
      name: 'EnterpriseUser',
      description: 'A person in a company',
      attributes: enterpriseAttributes,
    },
    { id: scimSchemaIds.group, name: 'Group', description: 'A group of people', attributes: groupAttributes },
  ].map((schema) => ({ schemas: [schemaSchema], ...schema, meta: metaOf('Schema', `${base}/Schemas/${schema.id}`) }));
}

const withCompany = { schemaExtensions: [{ schema: scimSchemaIds.enterpriseUser, required: false }] };

/** @param base where the routes of directories are */
export function resourceTypes(base: string) {
  return [
    {
      id: 'User',
      name: 'User',
      endpoint: '/Users',
      description: 'A person',
      schema: scimSchemaIds.user,
      ...withCompany,
    },
    { id: 'Group', name: 'Group', endpoint: '/Groups', description: 'A group of people', schema: scimSchemaIds.group },
  ].map((type) => ({
    ...{ schemas: [resourceTypeSchema], ...type },
    meta: metaOf('ResourceType', `${base}/ResourceTypes/${type.id}`),
  }));
}

/** @param base where the routes of directories are */
export function serviceProviderConfig(base: string) {
  return {
    schemas: [configSchema],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: mostListed },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: 'The token that an administrator has made in the sign-in settings',
        primary: true,
      },
    ],
    meta: metaOf('ServiceProviderConfig', `${base}/ServiceProviderConfig`),
  };
}

function metaOf(resourceType: string, location: string) {
  return { resourceType, location };
}
