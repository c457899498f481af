import { instant } from '@cloudapp/contracts/primitives';
import { tokenScopes } from '@cloudapp/contracts/route';
import * as z from 'zod';
import { defineItem } from './stored-item.ts';

/** A person's token for programs, as the table keeps one: not the token itself. */
export const accessTokenItem = defineItem({
  table: 'access-tokens',
  schema: z.object({
    userId: z.string(),
    tokenId: z.string(),
    tokenHash: z.string(),
    name: z.string(),
    scopes: z.array(z.enum(tokenScopes)),
    /** The user's `sessionEpoch` when it was made: what ends their sessions ends it, too. */
    epoch: z.int(),
    createdAt: instant,
    expiresAt: instant,
    lastUsedAt: instant.optional(),
    lastUsedFrom: z.string().optional(),
  }),
});

export type StoredAccessToken = Readonly<ReturnType<typeof accessTokenItem.parse>>;
