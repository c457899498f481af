import { instanceStates, type InstanceState } from '@cloudapp/contracts/instance-lifecycle';

/** The state that an address names; what is none narrows nothing down. */
export function asState(value: string | null): InstanceState | undefined {
  return instanceStates.find((state) => state === value);
}
