import { Ec2Error } from './ec2-error.ts';
import { isPoweredOn, type Instance } from './instance.ts';

/** The families that AWS's quota L-1216C47A counts; there are quotas of their own for others. */
const STANDARD = /^(a|c|d|h|i|m|r|t|z)\d/;
const PER_XLARGE = 4;
const SMALLER: Readonly<Record<string, number>> = { medium: 1, large: 2 };
/** Burstable types below `xlarge` have two, a few of the oldest one. */
const BURSTABLE = 2;

/** EC2's vCPUs of a type: https://docs.aws.amazon.com/ec2/latest/instancetypes/ */
export function vcpusOf(instanceType: string): number {
  const [family = '', size = ''] = instanceType.split('.');
  const [, count] = /^(\d*)xlarge$/.exec(size) ?? [];
  if (count !== undefined) return PER_XLARGE * Number(count || 1);
  return family.startsWith('t') ? BURSTABLE : (SMALLER[size] ?? 1);
}

/**
 * Refuses what would take the account past its quota: all instances that are on, or on their way to it, count.
 *
 * @throws Ec2Error `VcpuLimitExceeded`
 */
export function requireVcpus(instanceType: string, quota: number, instances: readonly Instance[]): void {
  if (!STANDARD.test(instanceType)) return;
  const used = instances
    .filter((one) => isPoweredOn(one.state) && STANDARD.test(one.instanceType))
    .reduce((sum, one) => sum + vcpusOf(one.instanceType), 0);
  if (used + vcpusOf(instanceType) > quota) throw vcpuLimitExceeded(quota);
}

export const vcpuLimitExceeded = (quota: number): Ec2Error =>
  new Ec2Error(
    'VcpuLimitExceeded',
    `You have requested more vCPU capacity than your current vCPU limit of ${quota} allows for the instance bucket ` +
      'that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to ' +
      'request an adjustment to this limit.',
  );
