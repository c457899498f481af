import * as z from 'zod';
import { instant, plainText, userId } from './primitives.ts';
import { defineRoute, tokenScopes } from './route.ts';

export const tokenId = z.string().regex(/^tok_[0-9a-z]{26}$/, 'must be a token id');

/** How long a token may hold at most, in days. */
export const longestTokenDays = 365;

/** Tokens that one person may have at once. */
export const mostTokens = 50;

const scopesSchema = z
  .array(z.enum(tokenScopes))
  .min(1)
  .max(tokenScopes.length)
  .refine((scopes) => new Set(scopes).size === scopes.length, 'must name each scope once')
  .meta({
    description:
      '`read` what its owner may see, `machines` launch, use and end machines, `admin` what its owner may do as an administrator. None follows from another.',
  });

export const accessTokenSchema = z
  .object({
    id: tokenId,
    name: z.string(),
    scopes: scopesSchema,
    createdAt: instant,
    expiresAt: instant,
    lastUsedAt: instant.optional().meta({ description: 'To the minute; absent while it was never used.' }),
    lastUsedFrom: z.string().optional().meta({ description: 'The network address that it was last used from.' }),
  })
  .meta({ id: 'AccessToken' });

const wishSchema = z.strictObject({
  name: plainText(60),
  scopes: scopesSchema,
  days: z.int().min(1).max(longestTokenDays).meta({ description: 'After how many days it ends.' }),
});

const madeSchema = z
  .object({
    token: accessTokenSchema,
    secret: z
      .string()
      .meta({ description: 'What is sent as `Authorization: Bearer`; told this once and never again.' }),
  })
  .meta({ id: 'MadeAccessToken' });

const listSchema = z.object({ items: z.array(accessTokenSchema) });

export const listAccessTokens = defineRoute({
  name: 'listAccessTokens',
  service: 'create-user',
  method: 'GET',
  path: '/me/tokens',
  caller: 'session',
  summary: 'Your own tokens that hold, newest first',
  status: 200,
  response: listSchema,
});

export const makeAccessToken = defineRoute({
  name: 'makeAccessToken',
  service: 'create-user',
  method: 'POST',
  path: '/me/tokens',
  caller: 'session',
  summary: 'Make a token by which programs act for you; it ends with whatever ends your sessions',
  body: wishSchema,
  status: 201,
  response: madeSchema,
  problems: ['proof-required', 'too-many-tokens', 'administrator-required'],
});

export const endAccessToken = defineRoute({
  name: 'endAccessToken',
  service: 'create-user',
  method: 'DELETE',
  path: '/me/tokens/:id',
  caller: 'session',
  summary: 'End one of your tokens; it is refused from then on',
  params: z.strictObject({ id: tokenId }),
  status: 204,
  response: null,
});

export const listUserTokens = defineRoute({
  name: 'listUserTokens',
  service: 'create-user',
  method: 'GET',
  path: '/users/:id/tokens',
  caller: 'admin',
  summary: 'The tokens of a user that hold, newest first',
  params: z.strictObject({ id: userId }),
  status: 200,
  response: listSchema,
});

export const endUserToken = defineRoute({
  name: 'endUserToken',
  service: 'create-user',
  method: 'DELETE',
  path: '/users/:id/tokens/:tokenId',
  caller: 'admin',
  summary: 'End a token of a user',
  params: z.strictObject({ id: userId, tokenId }),
  status: 204,
  response: null,
});

export type AccessToken = z.infer<typeof accessTokenSchema>;
export type MadeAccessToken = z.infer<typeof madeSchema>;
export type TokenWish = z.infer<typeof wishSchema>;

export const accessTokenRoutes = {
  listAccessTokens,
  makeAccessToken,
  endAccessToken,
  listUserTokens,
  endUserToken,
};
