import { describe, expect, it } from 'vitest';
import { toLaunchError } from './to-launch-error.ts';

const answered = (name: string, $fault: 'client' | 'server') => Object.assign(new Error(name), { name, $fault });

describe('an error of RunInstances', () => {
  it.each([
    ['VcpuLimitExceeded', 'client', 'account-limit', 'never'],
    ['VolumeLimitExceeded', 'client', 'account-limit', 'never'],
    ['InsufficientInstanceCapacity', 'server', 'capacity', 'elsewhere'],
    ['InsufficientFreeAddressesInSubnet', 'client', 'capacity', 'elsewhere'],
    ['Unsupported', 'client', 'capacity', 'elsewhere'],
    ['UnauthorizedOperation', 'client', 'unauthorised', 'never'],
    ['InvalidKmsKey.InvalidState', 'client', 'disk-key', 'never'],
    ['RequestLimitExceeded', 'server', 'throttled', 'again'],
    ['InternalError', 'server', 'launch-refused', 'again'],
    ['IdempotentParameterMismatch', 'client', 'launch-refused', 'look'],
    ['InvalidAMIID.NotFound', 'client', 'launch-refused', 'never'],
  ] as const)('%s (%s) is %s: %s', (name, fault, code, hope) => {
    expect(toLaunchError(answered(name, fault))).toMatchObject({ code, hope, ec2Code: name });
  });

  it('names the quota of an account that may not have more', () => {
    const { detail } = toLaunchError(answered('VcpuLimitExceeded', 'client'));

    expect(detail).toBe('“Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances” (L-1216C47A)');
  });
});
