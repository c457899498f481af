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
export const transitions = {
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
} as const satisfies Readonly<Record<InstanceState, readonly InstanceState[]>>;

/** The states that may come right before one. */
export type StateBefore<S extends InstanceState> = {
  [From in InstanceState]: S extends (typeof transitions)[From][number] ? From : never;
}[InstanceState];

/** What EC2 itself does with a machine; routes, moves and calls of EC2 follow from this list (docs/how-to/add-an-action.md). */
export const powerActions = ['start', 'stop', 'reboot', 'terminate'] as const;
export type PowerAction = (typeof powerActions)[number];

export const instanceActions = [...powerActions, 'extend', 'keep', 'retry'] as const;
export type InstanceAction = (typeof instanceActions)[number];

const actionsByState = {
  requested: ['terminate'],
  launching: ['terminate'],
  installing: ['terminate', 'extend'],
  ready: ['stop', 'reboot', 'extend', 'terminate'],
  stopping: ['terminate'],
  stopped: ['start', 'extend', 'keep', 'terminate'],
  starting: ['terminate'],
  rebooting: ['terminate'],
  terminating: [],
  terminated: [],
  failed: ['retry', 'keep', 'terminate'],
} as const satisfies Readonly<Record<InstanceState, readonly InstanceAction[]>>;

/** The states in which an action is allowed. */
export type StateAllowing<A extends InstanceAction> = {
  [S in InstanceState]: A extends (typeof actionsByState)[S][number] ? S : never;
}[InstanceState];

/** What may be done with a machine in a state, by its owner and by administrators alike (retry: owner only). */
export function allowedActions(state: InstanceState, isOwner: boolean): InstanceAction[] {
  const actions: readonly InstanceAction[] = actionsByState[state];
  return actions.filter((action) => isOwner || action !== 'retry');
}

/** Whether something in a state allows an action; the compiler knows its state from then on. */
export function allows<T extends { readonly state: InstanceState }, A extends InstanceAction>(
  subject: T,
  action: A,
): subject is Extract<T, { readonly state: StateAllowing<A> }> {
  const actions: readonly InstanceAction[] = actionsByState[subject.state];
  return actions.includes(action);
}

/** States that end by themselves; pages watch these closely. */
export function isTransitional(state: InstanceState): boolean {
  return ['requested', 'launching', 'installing', 'stopping', 'starting', 'rebooting', 'terminating'].includes(state);
}

/** States in which the machine counts against its owner's quota: all until it is gone. */
export function countsAgainstQuota(state: InstanceState): boolean {
  return state !== 'terminated';
}
