import { instanceTypes, type Size, type SizeId } from '@cloudapp/contracts/blueprint';
import type { MachinePrices } from '@cloudapp/contracts/machine-prices';

const shapes = {
  small: { vcpu: 2, memoryGib: 2 },
  medium: { vcpu: 2, memoryGib: 4 },
  large: { vcpu: 2, memoryGib: 8 },
  xlarge: { vcpu: 4, memoryGib: 16 },
} as const satisfies Readonly<Record<SizeId, Pick<Size, 'vcpu' | 'memoryGib'>>>;

/** A size and what AWS charges for it alone; disk, address and traffic come on top. */
export function sizeAt({ sizeHour }: MachinePrices, id: SizeId): Size {
  return { id, instanceType: instanceTypes[id], ...shapes[id], pricePerHour: sizeHour[id] };
}
