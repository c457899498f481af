import type { InstanceState } from '@cloudapp/contracts/instance-lifecycle';

/** The states in words, in the order of a machine's life. */
export const stateLabels: Readonly<Record<InstanceState, string>> = {
  requested: 'Requested',
  launching: 'Launching',
  installing: 'Installing',
  ready: 'Ready',
  stopping: 'Stopping',
  stopped: 'Stopped',
  starting: 'Starting',
  rebooting: 'Rebooting',
  terminating: 'Deleting',
  terminated: 'Deleted',
  failed: 'Failed',
};
