import { isIP } from 'node:net';
import { normalEmail } from '@cloudapp/contracts/email';
import { companyAnswerSchema, passkeyAnswerSchema } from '@cloudapp/contracts/sign-in';
import { cleanUserAgent } from '@cloudapp/service-kit/user-agent';
import * as z from 'zod';

/** JSON can write half a surrogate pair, which no table can keep: as in every encoder, it becomes U+FFFD, and nobody's. */
const wellFormed = (text: string) => text.replace(/\p{Surrogate}/gu, '\ufffd');

const text = z.string().max(1024);

/**
 * How somebody signs in. API Gateway has already bounded e-mail and password; here they only must be text, as a wrong form is no more
 * than a wrong password.
 */
const credentialsSchema = z.union([
  z.object({ email: text.transform((email) => normalEmail(wellFormed(email))), password: text.transform(wellFormed) }),
  z.object({ ticket: text, code: text }),
  z.object({ ticket: text, passkey: passkeyAnswerSchema }),
  z.object({ ticket: text, company: companyAnswerSchema }),
  z.object({ begin: z.literal('passkey') }),
  z.object({ begin: z.literal('company'), provider: text, again: z.boolean().optional() }),
]);

/** What the state machine hands over. */
export const signInRequestSchema = z.object({
  credentials: credentialsSchema,
  sourceIp: z
    .string()
    .optional()
    .transform((address) => (address !== undefined && isIP(address) !== 0 ? address : 'unknown')),
  userAgent: z.string().optional().transform(cleanUserAgent),
  /** The header as the browser sent it. */
  cookie: z.string().default(''),
});

export type Credentials = z.output<typeof credentialsSchema>;
export type SignInRequest = z.output<typeof signInRequestSchema>;
