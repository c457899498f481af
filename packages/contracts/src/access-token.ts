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

/** What a token is to be called, may do, and after how many days it ends. */
export const tokenWishSchema = z.strictObject({
  name: plainText(60),
  scopes: scopesSchema,
  days: z.int().min(1).max(longestTokenDays).meta({ description: 'After how many days it ends.' }),
});

/** A new token, with its secret. */
export const madeSchema = z
  .object({
    token: accessTokenSchema,
    secret: z
      .string()
      .meta({ description: 'What is sent as `Authorization: Bearer`; told this once and never again.' }),
  })
  .meta({ id: 'MadeAccessToken' });

const listSchema = z.object({ items: z.array(accessTokenSchema) });

const own = { service: 'create-user', caller: 'session' } as const;
const ofUser = { service: 'create-user', caller: 'admin' } as const;
const listing = { method: 'GET', status: 200, response: listSchema } as const;
const ending = { method: 'DELETE', status: 204, response: null } as const;

export const listAccessTokens = defineRoute({
  ...own,
  ...listing,
  name: 'listAccessTokens',
  path: '/me/tokens',
  summary: 'Your own tokens that hold, newest first',
});

export const makeAccessToken = defineRoute({
  ...own,
  name: 'makeAccessToken',
  method: 'POST',
  path: '/me/tokens',
  summary: 'Make a token by which programs act for you; it ends with whatever ends your sessions',
  body: tokenWishSchema,
  status: 201,
  response: madeSchema,
  problems: ['proof-required', 'too-many-tokens', 'administrator-required'],
});

export const endAccessToken = defineRoute({
  ...own,
  ...ending,
  name: 'endAccessToken',
  path: '/me/tokens/:id',
  summary: 'End one of your tokens; it is refused from then on',
  params: z.strictObject({ id: tokenId }),
});

export const listUserTokens = defineRoute({
  ...ofUser,
  ...listing,
  name: 'listUserTokens',
  path: '/users/:id/tokens',
  summary: 'The tokens of a user that hold, newest first',
  params: z.strictObject({ id: userId }),
});

export const endUserToken = defineRoute({
  ...ofUser,
  ...ending,
  name: 'endUserToken',
  path: '/users/:id/tokens/:tokenId',
  summary: 'End a token of a user',
  params: z.strictObject({ id: userId, tokenId }),
});

export type AccessToken = z.infer<typeof accessTokenSchema>;
export type MadeAccessToken = z.infer<typeof madeSchema>;
export type TokenWish = z.infer<typeof tokenWishSchema>;

export const accessTokenRoutes = {
  listAccessTokens,
  makeAccessToken,
  endAccessToken,
  listUserTokens,
  endUserToken,
};
