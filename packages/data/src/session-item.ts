import { instant } from '@cloudapp/contracts/primitives';
import * as z from 'zod';
import { defineItem } from './stored-item.ts';

/** A session as the table keeps one. */
export const sessionItem = defineItem({
  table: 'sessions',
  namedBy: ['sessionId', 'userId'],
  schema: z.object({
    tokenHash: z.string(),
    /** The public handle, `ses_…`. */
    sessionId: z.string(),
    userId: z.string(),
    /** The user's `sessionEpoch` when it was made. */
    epoch: z.int(),
    createdAt: instant,
    lastSeenAt: instant,
    /** The latest proof of who has it, where that was not its beginning. */
    provenAt: instant.optional(),
    /** When it ends at the latest. */
    expiresAt: instant,
    /** The company that signed them in, and where one signs out of it. */
    company: z.object({ id: z.string(), name: z.string(), signOutAt: z.string().optional() }).optional(),
    address: z.string(),
    userAgent: z.string(),
  }),
});

/** What stands under a token in whose place its session has another; no index sees it. */
export const replacedTokenItem = defineItem({
  table: 'sessions',
  namedBy: ['sessionId'],
  schema: z.object({
    tokenHash: z.string(),
    sessionId: z.string(),
    /** Hash of the token that the session has instead. */
    replacedBy: z.string(),
    /** The latest proof before it was replaced: what was proven then is nothing that this token may do. */
    provenAt: instant,
    /** From then on it leads nowhere. */
    until: instant,
  }),
});

export type ReplacedToken = Readonly<ReturnType<typeof replacedTokenItem.parse>>;
export type StoredSession = Readonly<ReturnType<typeof sessionItem.parse>>;
