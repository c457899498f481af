import * as z from 'zod';
import { defineItem } from './stored-item.ts';

/** What a ticket goes on with: a sign-in whose password was right, one by a passkey alone or a company, a proof in a session, a new passkey. */
export const ticketPurposes = ['sign-in', 'passkey', 'company', 'proof', 'new-passkey'] as const;

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
    /** The company that is to sign somebody in. */
    providerId: z.string().optional(),
    /** Whether it is to have them prove who they are, though they are signed in there. */
    isAgain: z.boolean().optional(),
    /** The second from which it is good for nothing. */
    ttl: z.int(),
  }),
});

export type ProofTicket = Readonly<ReturnType<typeof proofTicketItem.parse>>;
export type TicketPurpose = ProofTicket['purpose'];
