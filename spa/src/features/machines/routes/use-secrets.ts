import type { LoginDetails } from '@cloudapp/contracts/instance';
import { useState } from 'react';
import { useRevealSecret } from '../api/machine-details.ts';
import type { Secret } from '../components/secret-value.tsx';

type Reveal = Pick<Secret, 'value' | 'isPending' | 'error'>;

const hidden: Reveal = { value: undefined, isPending: false, error: undefined };

/** The secrets of a machine. What was revealed is kept as long as the page shows it, and nowhere else. */
export function useSecrets(machineId: string, secrets: LoginDetails['secrets']): Secret[] {
  const { mutateAsync } = useRevealSecret(machineId);
  const [reveals, setReveals] = useState<Readonly<Record<string, Reveal>>>({});
  const change = (id: string, reveal: Partial<Reveal>) => {
    setReveals((before) => ({ ...before, [id]: { ...hidden, ...reveal } }));
  };
  const reveal = (id: string) => {
    change(id, { isPending: true });
    mutateAsync(id).then(
      (value) => {
        change(id, { value });
      },
      (error: unknown) => {
        change(id, { error });
      },
    );
  };
  return secrets.map(({ id, label }) => ({
    id,
    label,
    ...(reveals[id] ?? hidden),
    onReveal: () => {
      reveal(id);
    },
    onHide: () => {
      change(id, {});
    },
  }));
}
