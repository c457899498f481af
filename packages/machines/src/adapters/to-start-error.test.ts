import { describe, expect, it } from 'vitest';
import { StartError } from '../application/start-error.ts';
import { toStartError } from './to-start-error.ts';

const answered = (name: string, $fault: 'client' | 'server') => Object.assign(new Error(name), { name, $fault });

describe('an error of StartInstances', () => {
  it.each([
    ['VcpuLimitExceeded', 'client', 'account-limit'],
    ['InsufficientInstanceCapacity', 'server', 'capacity'],
    ['Unsupported', 'client', 'capacity'],
    ['UnauthorizedOperation', 'client', 'unauthorised'],
    ['InvalidKmsKey.InvalidState', 'client', 'disk-key'],
    ['OperationNotPermitted', 'client', 'start-refused'],
  ] as const)('%s (%s) is a refusal: %s', (name, fault, code) => {
    const error = toStartError(answered(name, fault));

    expect(error).toBeInstanceOf(StartError);
    expect(error).toMatchObject({ code, ec2Code: name });
  });

  it('names the quota of an account that may not have more', () => {
    expect(toStartError(answered('VcpuLimitExceeded', 'client'))).toMatchObject({
      detail: '“Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances” (L-1216C47A)',
    });
  });

  it.each([
    ['RequestLimitExceeded', 'server'],
    ['Throttling', 'client'],
    ['InternalError', 'server'],
    ['IncorrectInstanceState', 'client'],
    ['InvalidInstanceID.NotFound', 'client'],
  ] as const)('%s (%s) may pass, and stays what it is', (name, fault) => {
    const error = answered(name, fault);

    expect(toStartError(error)).toBe(error);
  });
});
