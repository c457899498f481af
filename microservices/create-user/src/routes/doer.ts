import type { SessionActor } from '@cloudapp/service-kit/actor';
import type { Doer } from '../domain/parts.ts';

/** Who makes a request. */
export function doerOf(request: {
  readonly actor: SessionActor;
  readonly clientAddress: string;
  readonly now: Date;
}): Doer {
  const { id, name } = request.actor.user;
  return { id, name, address: request.clientAddress, now: request.now };
}
