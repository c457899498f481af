import * as z from 'zod';
import { emailAddress, instant, plainText } from './primitives.ts';
import { personName } from './user.ts';

/** What the address of every route of a directory begins with, below `/api`. */
export const scimPrefix = '/scim/v2';

export const scimSchemaIds = {
  user: 'urn:ietf:params:scim:schemas:core:2.0:User',
  enterpriseUser: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  group: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  list: 'urn:ietf:params:scim:api:messages:2.0:ListResponse',
} as const;

/** Resources in one page of a list at most; whoever asks for more gets these. */
export const mostListed = 200;
/** Members that a group may have, and that one request may name. */
export const mostMembers = 10_000;

/** A value that directories leave empty to say that there is none (RFC 7643 §2.5). */
const unless = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === null || value === '' ? undefined : value), schema.optional());

/** Entra ID writes truths as text. */
const truth = z.union([
  z.boolean(),
  z
    .string()
    .toLowerCase()
    .pipe(z.enum(['true', 'false']))
    .transform((text) => text === 'true'),
]);

/** Names of attributes are the same in whatever case (RFC 7643 §2.1). */
function inOurCase<T extends z.ZodObject>(schema: T) {
  const names = new Map(Object.keys(schema.shape).map((name) => [name.toLowerCase(), name]));
  return z.preprocess((value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [names.get(name.toLowerCase()) ?? name, part]),
    );
  }, schema);
}

const schemasOf = z.array(z.string().max(200)).max(10).optional();
export const scimExternalId = plainText(200);

export const scimNameSchema = inOurCase(
  z.object({ formatted: unless(personName), familyName: unless(personName), givenName: unless(personName) }),
);
/** What a company says of somebody. What cannot be read of it is as if it was not said: nobody is refused for an odd department. */
export const scimEnterpriseText = unless(plainText(200)).catch(undefined);
export const scimEnterpriseSchema = inOurCase(
  z.object({ department: scimEnterpriseText, costCenter: scimEnterpriseText }),
);
export const scimActive = truth;
export const scimUserName = emailAddress;

export const newScimUserSchema = inOurCase(
  z.object({
    schemas: schemasOf,
    userName: scimUserName.meta({ description: 'The e-mail address that the person signs in with.' }),
    externalId: unless(scimExternalId),
    displayName: unless(personName),
    name: unless(scimNameSchema),
    active: unless(truth),
    [scimSchemaIds.enterpriseUser]: unless(scimEnterpriseSchema),
  }),
);

const memberSchema = inOurCase(z.object({ value: z.string().min(1).max(100) }));
export const scimMembersSchema = z.array(memberSchema).max(mostMembers);
export const scimGroupName = plainText(200);

export const newScimGroupSchema = inOurCase(
  z.object({
    schemas: schemasOf,
    displayName: scimGroupName,
    externalId: unless(scimExternalId),
    members: unless(scimMembersSchema),
  }),
);

export const scimPatchSchema = inOurCase(
  z.object({
    schemas: schemasOf,
    Operations: z
      .array(
        inOurCase(
          z.object({
            op: z
              .string()
              .toLowerCase()
              .pipe(z.enum(['add', 'replace', 'remove'])),
            path: z.string().max(500).optional(),
            value: z.unknown().optional(),
          }),
        ),
      )
      .min(1)
      .max(1000),
  }),
);

const metaSchema = z.object({
  resourceType: z.enum(['User', 'Group']),
  created: instant,
  lastModified: instant,
  location: z.string(),
  version: z.string().meta({ description: 'As the `ETag`; what `If-Match` names.' }),
});

const referenceSchema = z.object({ value: z.string(), $ref: z.string(), type: z.literal('User') });

export const scimUserSchema = z
  .object({
    schemas: z.array(z.string()),
    id: z.string(),
    externalId: z.string().optional(),
    userName: z.string().optional(),
    displayName: z.string().optional(),
    name: z
      .object({
        formatted: z.string().optional(),
        familyName: z.string().optional(),
        givenName: z.string().optional(),
      })
      .optional(),
    active: z.boolean().optional(),
    emails: z
      .array(z.object({ value: z.string(), type: z.literal('work'), primary: z.literal(true) }))
      .optional()
      .meta({ description: 'The `userName`; what is sent of it is not kept.' }),
    [scimSchemaIds.enterpriseUser]: z
      .object({ department: z.string().optional(), costCenter: z.string().optional() })
      .optional()
      .meta({ description: 'The group and the cost centre of the person.' }),
    meta: metaSchema.optional(),
  })
  .meta({ id: 'ScimUser' });

export const scimGroupSchema = z
  .object({
    schemas: z.array(z.string()),
    id: z.string(),
    externalId: z.string().optional(),
    displayName: z.string().optional(),
    members: z.array(referenceSchema).optional(),
    meta: metaSchema.optional(),
  })
  .meta({ id: 'ScimGroup' });

export const scimListOf = <T extends z.ZodType>(resource: T) =>
  z.object({
    schemas: z.array(z.string()),
    totalResults: z.int(),
    startIndex: z.int(),
    itemsPerPage: z.int(),
    Resources: z.array(resource),
  });

export type ScimUser = z.infer<typeof scimUserSchema>;
export type ScimGroup = z.infer<typeof scimGroupSchema>;
export type ScimUserWish = z.infer<typeof newScimUserSchema>;
export type ScimGroupWish = z.infer<typeof newScimGroupSchema>;
export type ScimOperation = z.infer<typeof scimPatchSchema>['Operations'][number];
