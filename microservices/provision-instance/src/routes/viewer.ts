import { isAdmin, type SessionActor } from '@cloudapp/service-kit/actor';
import type { Viewer } from '../domain/instance-access.ts';

/** The signed-in user as the domain knows one. */
export function viewerOf(actor: SessionActor, clientAddress: string): Viewer {
  const { id, name, email } = actor.user;
  return { id, name, email, address: clientAddress, isAdmin: isAdmin(actor) };
}
