import type { Instance } from '@cloudapp/contracts/instance';

/** Whether a machine boots for the first time. */
export function isBooting({ state }: Pick<Instance, 'state'>): boolean {
  return state === 'requested' || state === 'launching' || state === 'installing';
}
