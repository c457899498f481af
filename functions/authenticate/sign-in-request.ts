import { normalEmail } from '@cloudapp/contracts/email';
import { cleanUserAgent } from '@cloudapp/service-kit/user-agent';
import { isIP } from 'node:net';
import * as z from 'zod';

/** JSON can write half a surrogate pair, which no table can keep: as in every encoder, it becomes U+FFFD, and nobody's. */
const wellFormed = (text: string) => text.replace(/\p{Surrogate}/gu, '\ufffd');

/**
 * What the state machine hands over. API Gateway has already bounded e-mail and password; here they only must be text, as
 * a wrong form is no more than a wrong password.
 */
export const signInRequestSchema = z.object({
  email: z
    .string()
    .max(1024)
    .transform((email) => normalEmail(wellFormed(email))),
  password: z.string().max(1024).transform(wellFormed),
  sourceIp: z
    .string()
    .optional()
    .transform((address) => (address !== undefined && isIP(address) !== 0 ? address : 'unknown')),
  userAgent: z.string().optional().transform(cleanUserAgent),
  /** The header as the browser sent it. */
  cookie: z.string().default(''),
});

export type SignInRequest = z.output<typeof signInRequestSchema>;
