import type { Size, SizeId } from '@cloudapp/contracts/blueprint';

/**
 * The sizes and what AWS charges for them: Linux, on demand, eu-west-1, US dollars an hour, as listed at
 * https://aws.amazon.com/ec2/pricing/on-demand/ on 24 November 2026. Disk, addresses and traffic come on top.
 */
export const sizes: Readonly<Record<SizeId, Size>> = {
  small: { id: 'small', instanceType: 't3a.small', vcpu: 2, memoryGib: 2, pricePerHour: 0.0204 },
  medium: { id: 'medium', instanceType: 't3a.medium', vcpu: 2, memoryGib: 4, pricePerHour: 0.0408 },
  large: { id: 'large', instanceType: 't3a.large', vcpu: 2, memoryGib: 8, pricePerHour: 0.0816 },
  xlarge: { id: 'xlarge', instanceType: 't3a.xlarge', vcpu: 4, memoryGib: 16, pricePerHour: 0.1632 },
};
