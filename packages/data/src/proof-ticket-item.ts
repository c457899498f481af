import * as z from 'zod';
import { defineItem } from './stored-item.ts';

/** What a ticket goes on with: a sign-in whose password was right, one by a passkey alone, a proof in a session, a new passkey. */
export const ticketPurposes = ['sign-in', 'passkey', 'proof', 'new-passkey'] as const;

/** A proof that has begun, under the hash of its ticket. */
export const proofTicketItem = defineItem({
  table: 'proof-tickets',
  namedBy: ['purpose', 'userId'],
  schema: z.object({
    ticketHash: z.string(),
    purpose: z.enum(ticketPurposes),
    /** Whose proof it is; of a passkey alone that shows when it answers. */
    userId: z.string().optional(),
    /** The user's `sessionEpoch` when it began. */
    epoch: z.int().optional(),
    tries: z.int(),
    /** The second from which it is good for nothing. */
    ttl: z.int(),
  }),
});

export type ProofTicket = Readonly<ReturnType<typeof proofTicketItem.parse>>;
export type TicketPurpose = ProofTicket['purpose'];
