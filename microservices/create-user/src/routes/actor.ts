import type { Actor } from '@cloudapp/accounts/domain/audit-entry';
import type { SessionActor } from '@cloudapp/service-kit/actor';

/** Who makes a request. */
export function actorOf(request: {
  readonly actor: SessionActor;
  readonly clientAddress: string;
  readonly now: Date;
}): Actor {
  const { id, name } = request.actor.user;
  return { id, name, address: request.clientAddress, now: request.now };
}
