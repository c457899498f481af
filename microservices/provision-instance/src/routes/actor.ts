import { isAdmin, type SessionActor } from '@cloudapp/service-kit/actor';
import type { Actor } from '../domain/actor.ts';

interface Acting {
  readonly actor: SessionActor;
  readonly clientAddress: string;
}

/** The signed-in user who makes a request, as this service knows one. */
export function actorOf({ actor: session, clientAddress }: Acting): Actor {
  const { id, name, email, timeZone } = session.user;
  return { id, name, email, timeZone, address: clientAddress, isAdmin: isAdmin(session), provenAt: session.provenAt };
}
