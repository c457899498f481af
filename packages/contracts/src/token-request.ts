import * as z from 'zod';
import { accessTokenSchema, madeSchema, tokenWishSchema } from './access-token.ts';
import { instant } from './primitives.ts';
import { defineRoute } from './route.ts';

/** Consonants alone, so that no word comes out, and none that is taken for another (RFC 8628 §6.1): 20^8 codes. */
export const userCodeLetters = 'BCDFGHJKLMNPQRSTVWXZ';

/** What a program shows and a person compares. */
export const userCode = z
  .string()
  .regex(new RegExp(`^[${userCodeLetters}]{4}-[${userCodeLetters}]{4}$`), 'must be a code like BCDF-GHJK');

/** What only the program knows that asked: 256 bits, in base64url. */
const deviceCode = z.string().regex(/^[\w-]{43}$/, 'must be a device code');

/** How long a request waits for somebody to approve it. */
export const tokenRequestMinutes = 10;

const requestSchema = z
  .object({
    userCode,
    ...tokenWishSchema.shape,
    address: z.string().meta({ description: 'The network address of the program that asks.' }),
    requestedAt: instant,
    expiresAt: instant,
  })
  .meta({ id: 'TokenRequest' });

const collectionSchema = z
  .discriminatedUnion('state', [
    z.object({ state: z.literal('waiting') }),
    z.object({ state: z.literal('refused') }),
    z.object({ state: z.literal('approved'), ...madeSchema.shape, token: accessTokenSchema }),
  ])
  .meta({ id: 'TokenCollection' });

const program = { service: 'create-user', method: 'POST', caller: 'public' } as const;
const person = { service: 'create-user', caller: 'session', params: z.strictObject({ code: userCode }) } as const;

export const requestToken = defineRoute({
  ...program,
  name: 'requestToken',
  path: '/tokens/requests',
  summary: 'A program asks for a token, which a person has to approve; as the device grant of OAuth (RFC 8628)',
  body: tokenWishSchema,
  status: 201,
  response: z.object({ userCode, deviceCode, expiresAt: instant, pollSeconds: z.int() }),
  problems: ['too-many-attempts'],
});

export const collectToken = defineRoute({
  ...program,
  name: 'collectToken',
  path: '/tokens/requests/collection',
  summary: 'The program that asked is told what became of it, and given the token once',
  body: z.strictObject({ userCode, deviceCode }),
  status: 200,
  response: collectionSchema,
  problems: ['not-found', 'too-many-tokens', 'administrator-required'],
});

export const endTokenByItself = defineRoute({
  ...program,
  name: 'endTokenByItself',
  path: '/tokens/end',
  summary: 'End a token by sending it; one that has ended already is no error (RFC 7009)',
  body: z.strictObject({ secret: z.string().min(1).max(300) }),
  status: 204,
  response: null,
});

export const getTokenRequest = defineRoute({
  ...person,
  name: 'getTokenRequest',
  method: 'GET',
  path: '/tokens/requests/:code',
  summary: 'What a program asks for, by the code that it shows',
  status: 200,
  response: requestSchema,
});

export const approveTokenRequest = defineRoute({
  ...person,
  name: 'approveTokenRequest',
  method: 'POST',
  path: '/tokens/requests/:code/approval',
  summary: 'Let the program have a token that acts for you',
  status: 204,
  response: null,
  problems: ['proof-required', 'too-many-tokens', 'administrator-required'],
});

export const refuseTokenRequest = defineRoute({
  ...person,
  name: 'refuseTokenRequest',
  method: 'POST',
  path: '/tokens/requests/:code/refusal',
  summary: 'Let the program have nothing',
  status: 204,
  response: null,
});

export type TokenRequest = z.infer<typeof requestSchema>;
export type TokenCollection = z.infer<typeof collectionSchema>;

export const tokenRequestRoutes = {
  requestToken,
  collectToken,
  endTokenByItself,
  getTokenRequest,
  approveTokenRequest,
  refuseTokenRequest,
};
