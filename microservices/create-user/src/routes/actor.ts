import type { ProvenActor } from '../application/parts.ts';
import type { SessionActor } from '@cloudapp/service-kit/actor';

/** Who makes a request. */
export function actorOf(request: {
  readonly actor: SessionActor;
  readonly clientAddress: string;
  readonly now: Date;
}): ProvenActor {
  const { user, provenAt } = request.actor;
  return { id: user.id, name: user.name, provenAt, address: request.clientAddress, now: request.now };
}
