import type { Part } from '../../stacks/permissions/permissions.ts';
import type { Request } from '../../local/iam/decision.ts';
import { world } from './world.ts';

/** A request that the product needs, or one that must never get through. */
export interface Call extends Request {
  readonly outcome: 'allowed' | 'denied';
  /** Who makes it and what for; for what AWS does with a role, where AWS says so. */
  readonly why: string;
  /** Where the code makes it; without, AWS or an attacker does. */
  readonly code?: CallSite | undefined;
}

/** The expressions in a part's code that lead to a command of the SDK, and the file with the command. */
export interface CallSite {
  readonly part: Part;
  readonly expressions: readonly string[];
  readonly file: string;
}

type Context = Request['context'];

export const by = (part: Part) => ({ role: world.roleName(part) });

export function allowed(
  principal: Request['principal'],
  action: string,
  resource: string,
  why: string,
  more: { readonly context?: Context; readonly through?: string } = {},
): Call {
  return { principal, action, resource, why, outcome: 'allowed', context: more.context ?? {}, through: more.through };
}

export function denied(...request: Parameters<typeof allowed>): Call {
  return { ...allowed(...request), outcome: 'denied' };
}
