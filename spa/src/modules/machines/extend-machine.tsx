import type { ComponentProps } from 'react';
import { ExtendDialog } from './components/extend-dialog.tsx';
import { useLongestHours } from './use-longest-hours.ts';

/** Asks for how long a machine is to run, as far as that is allowed. */
export function ExtendMachine(props: Omit<ComponentProps<typeof ExtendDialog>, 'longestHours'>) {
  return <ExtendDialog {...props} longestHours={useLongestHours(props.machine.blueprint.id)} />;
}
