/** The states of a machine and what may happen in each. Free of zod, so that the pages can load it alone. */
export const instanceStates = [
  'requested',
  'launching',
  'installing',
  'ready',
  'stopping',
  'stopped',
  'starting',
  'rebooting',
  'terminating',
  'terminated',
  'failed',
] as const;

export type InstanceState = (typeof instanceStates)[number];

/** Which states may follow which. */
export const transitions: Readonly<Record<InstanceState, readonly InstanceState[]>> = {
  requested: ['launching', 'failed', 'terminating'],
  launching: ['installing', 'failed', 'terminating'],
  installing: ['ready', 'failed', 'terminating', 'terminated'],
  ready: ['stopping', 'stopped', 'rebooting', 'terminating', 'terminated', 'failed'],
  stopping: ['stopped', 'failed', 'terminating', 'terminated'],
  stopped: ['starting', 'terminating', 'terminated', 'failed'],
  starting: ['ready', 'failed', 'stopping', 'stopped', 'terminating', 'terminated'],
  rebooting: ['ready', 'failed', 'stopping', 'stopped', 'terminating', 'terminated'],
  terminating: ['terminated'],
  terminated: [],
  failed: ['terminating', 'terminated'],
};

export const instanceActions = ['start', 'stop', 'reboot', 'extend', 'retry', 'terminate'] as const;
export type InstanceAction = (typeof instanceActions)[number];

const actionsByState: Readonly<Record<InstanceState, readonly InstanceAction[]>> = {
  requested: ['terminate'],
  launching: ['terminate'],
  installing: ['terminate', 'extend'],
  ready: ['stop', 'reboot', 'extend', 'terminate'],
  stopping: ['terminate'],
  stopped: ['start', 'extend', 'terminate'],
  starting: ['terminate'],
  rebooting: ['terminate'],
  terminating: [],
  terminated: [],
  failed: ['retry', 'terminate'],
};

/** What may be done with a machine in a state, by its owner and by administrators alike (retry: owner only). */
export function allowedActions(state: InstanceState, isOwner: boolean): InstanceAction[] {
  return actionsByState[state].filter((action) => isOwner || action !== 'retry');
}

/** States that end by themselves; pages watch these closely. */
export function isTransitional(state: InstanceState): boolean {
  return ['requested', 'launching', 'installing', 'stopping', 'starting', 'rebooting', 'terminating'].includes(state);
}

/** States in which the machine counts against its owner's quota: all until it is gone. */
export function countsAgainstQuota(state: InstanceState): boolean {
  return state !== 'terminated';
}
