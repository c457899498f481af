import type { InstanceRecord } from '@cloudapp/data/instance-record';

const burstable = /^t\d/;

/**
 * Whether EC2 lets the machine work beyond the processor credits that it earns, which is charged. Machines are launched so,
 * because the newer types begin without any credits and would install at a fifth of a processor:
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-performance-instances-standard-mode.html
 */
export function hasUnlimitedCredits({ size, areCreditsLimited }: InstanceRecord): boolean {
  return isBurstable(size.instanceType) && areCreditsLimited !== true;
}

/** Whether a type of EC2 works on processor credits. */
export function isBurstable(instanceType: string): boolean {
  return burstable.test(instanceType);
}
