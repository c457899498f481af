import type { ProofTicket, TicketPurpose } from '@cloudapp/data/proof-ticket-item';
import type { ProofTicketRepository } from '@cloudapp/data/proof-ticket-repository';
import { hashToken } from '@cloudapp/data/token';
import type { StoredUser } from '@cloudapp/data/user-item';

/** How long a proof may take from its beginning, in seconds. */
const ticketSeconds = 600;

/** Answers that one ticket takes, right or wrong. */
const maxTries = 5;

interface ProofTicketsParts {
  readonly tickets: ProofTicketRepository;
  readonly newToken: () => string;
}

/** Hands out tickets of proofs that take more than one step, and takes each once. */
export class ProofTickets {
  readonly #to: ProofTicketsParts;

  constructor(parts: ProofTicketsParts) {
    this.#to = parts;
  }

  /** @param user whose proof it is; left out where only the answer will show */
  async begin(purpose: TicketPurpose, user: StoredUser | undefined, now: Date): Promise<string> {
    const ticket = this.#to.newToken();
    const ttl = Math.floor(now.getTime() / 1000) + ticketSeconds;
    const owner = user && { userId: user.id, epoch: user.sessionEpoch };
    await this.#to.tickets.add({ ticketHash: hashToken(ticket), purpose, ...owner, tries: 0, ttl });
    return ticket;
  }

  /** A ticket of whoever a company will sign in. */
  async beginWithCompany(company: Pick<ProofTicket, 'providerId' | 'isAgain'>, now: Date): Promise<string> {
    const ticket = this.#to.newToken();
    const ttl = Math.floor(now.getTime() / 1000) + ticketSeconds;
    await this.#to.tickets.add({ ticketHash: hashToken(ticket), purpose: 'company', ...company, tries: 0, ttl });
    return ticket;
  }

  /** Counts a try with a ticket for one of some purposes. @returns undefined when it is for another, has ended or was tried too often */
  async try(ticket: string, purposes: readonly TicketPurpose[], now: Date): Promise<ProofTicket | undefined> {
    return this.#to.tickets.try({ ticketHash: hashToken(ticket), purposes }, maxTries, now);
  }

  /** Uses a ticket up after an answer that was right. @returns false when another answer was sooner */
  async use(ticket: string): Promise<boolean> {
    return this.#to.tickets.use(hashToken(ticket));
  }
}

/** The second in which a ticket was handed out. */
export function ticketBegan({ ttl }: ProofTicket): number {
  return ttl - ticketSeconds;
}

/** Whether a ticket is of a user who is active and has not been signed out since. */
export function isTicketOf({ userId, epoch }: ProofTicket, user: StoredUser): boolean {
  return userId === user.id && epoch === user.sessionEpoch && user.status === 'active';
}
