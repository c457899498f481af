import * as z from 'zod';
import { defineRoute, manyAnswerSeconds, scimMediaType } from './route.ts';
import {
  newScimGroupSchema,
  newScimUserSchema,
  scimGroupSchema,
  scimListOf,
  scimPatchSchema,
  scimUserSchema,
} from './scim-resource.ts';

/** Of a request that names 10,000 members: 26 letters and signs around them, some 45 bytes each. */
const groupBodyBytes = 524_288;

/** Documents that describe the service itself, as RFC 7643 §5 to §7 have them. */
const documentSchema = z.looseObject({ schemas: z.array(z.string()) });

const attributeNames = z.string().max(1000);
const shownQuery = { attributes: attributeNames.optional(), excludedAttributes: attributeNames.optional() };
const oneQuery = z.object(shownQuery);
const listQuery = z.object({
  ...shownQuery,
  filter: z.string().max(1000).optional().meta({ description: '`eq`, and `and` of several (RFC 7644 §3.4.2.2).' }),
  startIndex: z.coerce.number().int().max(1_000_000).optional(),
  count: z.coerce.number().int().max(1_000_000).optional(),
});
const conditions = z.object({ 'if-match': z.string().max(500).optional() });
const params = z.strictObject({ id: z.string().min(1).max(200) });

const ofDirectory = { service: 'create-user', caller: 'directory', mediaType: scimMediaType } as const;
const ofUsers = { ...ofDirectory, path: '/scim/v2/Users' } as const;
const ofUser = { ...ofDirectory, path: '/scim/v2/Users/:id', params } as const;
const ofGroups = { ...ofDirectory, path: '/scim/v2/Groups', answerSeconds: manyAnswerSeconds } as const;
const ofGroup = { ...ofDirectory, path: '/scim/v2/Groups/:id', params, answerSeconds: manyAnswerSeconds } as const;
const oneUser = { query: oneQuery, status: 200, response: scimUserSchema } as const;
const oneGroup = { query: oneQuery, status: 200, response: scimGroupSchema } as const;
const userChange = [
  'value-invalid',
  'email-taken',
  'directory-has-it',
  'last-administrator',
  'break-glass-account',
  'administrator-kept',
] as const;
const groupChange = ['value-invalid', 'directory-has-it', 'edit-conflict'] as const;
const patch = ['path-invalid', 'target-missing'] as const;
const document = { ...ofDirectory, method: 'GET', status: 200, response: documentSchema } as const;
const documents = { ...document, response: scimListOf(documentSchema) } as const;
const missing = { ...ofDirectory, status: 204, response: null, problems: ['not-offered'] } as const;

export const scimRoutes = {
  scimServiceProviderConfig: defineRoute({
    ...document,
    name: 'scimServiceProviderConfig',
    path: '/scim/v2/ServiceProviderConfig',
    summary: 'SCIM: which parts of the protocol are offered',
  }),
  scimListResourceTypes: defineRoute({
    ...documents,
    name: 'scimListResourceTypes',
    path: '/scim/v2/ResourceTypes',
    summary: 'SCIM: the kinds of resources',
  }),
  scimGetResourceType: defineRoute({
    ...document,
    name: 'scimGetResourceType',
    path: '/scim/v2/ResourceTypes/:id',
    params,
    summary: 'SCIM: one kind of resources',
  }),
  scimListSchemas: defineRoute({
    ...documents,
    name: 'scimListSchemas',
    path: '/scim/v2/Schemas',
    summary: 'SCIM: the attributes of resources',
  }),
  scimGetSchema: defineRoute({
    ...document,
    name: 'scimGetSchema',
    path: '/scim/v2/Schemas/:id',
    params,
    summary: 'SCIM: the attributes of one kind of resources',
  }),
  scimListUsers: defineRoute({
    ...ofUsers,
    answerSeconds: manyAnswerSeconds,
    name: 'scimListUsers',
    method: 'GET',
    summary: 'SCIM: people of the directory, in the order in which their accounts were made',
    query: listQuery,
    status: 200,
    response: scimListOf(scimUserSchema),
    problems: ['filter-invalid'],
  }),
  scimCreateUser: defineRoute({
    ...ofUsers,
    name: 'scimCreateUser',
    method: 'POST',
    summary: 'SCIM: create a person, or take over their account',
    body: newScimUserSchema,
    status: 201,
    response: scimUserSchema,
    problems: [...userChange, 'edit-conflict'],
  }),
  scimGetUser: defineRoute({ ...ofUser, ...oneUser, name: 'scimGetUser', method: 'GET', summary: 'SCIM: one person' }),
  scimReplaceUser: defineRoute({
    ...ofUser,
    ...oneUser,
    name: 'scimReplaceUser',
    method: 'PUT',
    summary: 'SCIM: change a person to what is sent',
    headers: conditions,
    body: newScimUserSchema,
    problems: [...userChange, 'edit-conflict', 'version-changed'],
  }),
  scimPatchUser: defineRoute({
    ...ofUser,
    ...oneUser,
    name: 'scimPatchUser',
    method: 'PATCH',
    summary: 'SCIM: change parts of a person',
    headers: conditions,
    body: scimPatchSchema,
    problems: [...userChange, ...patch, 'edit-conflict', 'version-changed'],
  }),
  scimDeleteUser: defineRoute({
    ...ofUser,
    name: 'scimDeleteUser',
    method: 'DELETE',
    summary: 'SCIM: remove a person from the directory; their account is disabled',
    headers: conditions,
    status: 204,
    response: null,
    problems: ['last-administrator', 'break-glass-account', 'edit-conflict', 'version-changed'],
  }),
  scimListGroups: defineRoute({
    ...ofGroups,
    name: 'scimListGroups',
    method: 'GET',
    summary: 'SCIM: groups, in the order in which they were made',
    query: listQuery,
    status: 200,
    response: scimListOf(scimGroupSchema),
    problems: ['filter-invalid'],
  }),
  scimCreateGroup: defineRoute({
    ...ofGroups,
    name: 'scimCreateGroup',
    method: 'POST',
    summary: 'SCIM: create a group',
    body: newScimGroupSchema,
    maxBodyBytes: groupBodyBytes,
    status: 201,
    response: scimGroupSchema,
    problems: groupChange,
  }),
  scimGetGroup: defineRoute({
    ...ofGroup,
    ...oneGroup,
    name: 'scimGetGroup',
    method: 'GET',
    summary: 'SCIM: one group',
  }),
  scimReplaceGroup: defineRoute({
    ...ofGroup,
    ...oneGroup,
    name: 'scimReplaceGroup',
    method: 'PUT',
    summary: 'SCIM: change a group to what is sent',
    headers: conditions,
    body: newScimGroupSchema,
    maxBodyBytes: groupBodyBytes,
    problems: [...groupChange, 'version-changed'],
  }),
  scimPatchGroup: defineRoute({
    ...ofGroup,
    name: 'scimPatchGroup',
    method: 'PATCH',
    summary: 'SCIM: change parts of a group, or who is in it',
    headers: conditions,
    body: scimPatchSchema,
    maxBodyBytes: groupBodyBytes,
    status: 204,
    response: null,
    problems: [...groupChange, ...patch, 'version-changed'],
  }),
  scimDeleteGroup: defineRoute({
    ...ofGroup,
    name: 'scimDeleteGroup',
    method: 'DELETE',
    summary: 'SCIM: remove a group; its members stay',
    headers: conditions,
    status: 204,
    response: null,
    problems: ['edit-conflict', 'version-changed'],
  }),
  scimSearch: defineRoute({
    ...missing,
    name: 'scimSearch',
    method: 'POST',
    path: '/scim/v2/.search',
    summary: 'SCIM: not offered',
  }),
  scimBulk: defineRoute({
    ...missing,
    name: 'scimBulk',
    method: 'POST',
    path: '/scim/v2/Bulk',
    summary: 'SCIM: not offered',
  }),
  scimMe: defineRoute({ ...missing, name: 'scimMe', method: 'GET', path: '/scim/v2/Me', summary: 'SCIM: not offered' }),
};

export type ScimListQuery = z.infer<typeof listQuery>;
export type ScimShownQuery = z.infer<typeof oneQuery>;
