import type { InstanceRecord } from '@cloudapp/data/instance-record';

const burstable = /^t\d/;

/**
 * What types earn credits for, in percent of all their processors, for as long as one likes:
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html
 */
const baselines: Readonly<Record<string, number>> = {
  't3a.small': 20,
  't3a.medium': 20,
  't3a.large': 30,
  't3a.xlarge': 40,
};

/** How busy the processors of a type may be all the time, in percent; of a burstable type that is not known, not at all. */
export function baselinePercent(instanceType: string): number {
  return baselines[instanceType] ?? (isBurstable(instanceType) ? 0 : 100);
}

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
