import { instant } from '@cloudapp/contracts/primitives';
import { tokenScopes } from '@cloudapp/contracts/route';
import * as z from 'zod';
import { defineItem } from './stored-item.ts';

/** A program that asks for a token, until it has it or is refused. */
export const tokenRequestItem = defineItem({
  table: 'token-requests',
  schema: z.object({
    userCode: z.string(),
    /** Of what only the program knows. */
    deviceHash: z.string(),
    name: z.string(),
    scopes: z.array(z.enum(tokenScopes)),
    days: z.int(),
    address: z.string(),
    requestedAt: instant,
    expiresAt: instant,
    /** Who answered it. */
    answer: z
      .discriminatedUnion('isApproved', [
        z.object({ isApproved: z.literal(false) }),
        /** With the `sessionEpoch` that the user had: what ends their sessions takes the approval back. */
        z.object({ isApproved: z.literal(true), userId: z.string(), epoch: z.int() }),
      ])
      .optional(),
  }),
});

export type StoredTokenRequest = Readonly<ReturnType<typeof tokenRequestItem.parse>>;
export type TokenRequestAnswer = NonNullable<StoredTokenRequest['answer']>;
