import type { Instance } from '@cloudapp/contracts/instance';
import { useQuery } from '@tanstack/react-query';
import { sshKeysQuery } from '../../../modules/account/api/ssh-keys.ts';
import { KeyRow } from '../components/key-row.tsx';

interface MachineKeyRowProps {
  readonly machine: Instance;
  readonly onReplace: (() => void) | undefined;
}

/** The name of the key that opens one's own machine. */
export function MachineKeyRow({ machine, onReplace }: MachineKeyRowProps) {
  const keys = useQuery(sshKeysQuery);
  const name = keys.data?.find((key) => key.id === machine.sshKey?.id)?.name;
  return <KeyRow name={name ?? 'Your own'} onReplace={onReplace} />;
}
