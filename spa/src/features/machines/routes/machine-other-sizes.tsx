import type { SizeId } from '@cloudapp/contracts/blueprint';
import type { Instance } from '@cloudapp/contracts/instance';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { blueprintsQuery } from '../../../modules/blueprints/api/blueprints.ts';
import { OtherSizes } from '../components/other-sizes.tsx';

interface MachineOtherSizesProps {
  readonly machine: Instance;
  readonly isPending: boolean;
  readonly onChoose: (size: SizeId) => void;
}

/** The other sizes of a machine's blueprint; where they cannot be loaded, the same size can be tried again all the same. */
export function MachineOtherSizes({ machine, isPending, onChoose }: MachineOtherSizesProps) {
  const { data, isError } = useQuery(blueprintsQuery);
  if (isError) return null;
  if (data === undefined) return <Skeleton height={110} mt="xs" />;
  const blueprint = data.find(({ id }) => id === machine.blueprint.id);
  const sizes = blueprint?.sizes.filter(({ id }) => id !== machine.size.id) ?? [];
  return <OtherSizes sizes={sizes} disabled={isPending} onChoose={onChoose} />;
}
