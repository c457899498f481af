import { instanceTypes, type Size, type SizeId } from '@cloudapp/contracts/blueprint';

/**
 * The sizes and what AWS charges for them: Linux, on demand, eu-west-1, US dollars an hour, as listed at
 * https://aws.amazon.com/ec2/pricing/on-demand/ on 24 November 2026. Disk, addresses and traffic come on top.
 */
export const sizes: Readonly<Record<SizeId, Size>> = {
  small: { id: 'small', instanceType: instanceTypes.small, vcpu: 2, memoryGib: 2, pricePerHour: 0.0204 },
  medium: { id: 'medium', instanceType: instanceTypes.medium, vcpu: 2, memoryGib: 4, pricePerHour: 0.0408 },
  large: { id: 'large', instanceType: instanceTypes.large, vcpu: 2, memoryGib: 8, pricePerHour: 0.0816 },
  xlarge: { id: 'xlarge', instanceType: instanceTypes.xlarge, vcpu: 4, memoryGib: 16, pricePerHour: 0.1632 },
};
