import { describe, expect, it } from 'vitest';
import { sampleRecord } from '../testing/sample-record.ts';
import { failureOf, startRefusalOf } from './failures.ts';

const launching = sampleRecord('launching');
const words = (...[code, detail]: [Parameters<typeof failureOf>[1], string?]) =>
  failureOf(launching, code, { detail }).message;

describe('the words of a failure', () => {
  it('name the quota that is used up and who can do something about it', () => {
    const message = words('account-limit', '“Running On-Demand Standard instances” (L-1216C47A)');

    expect(message).toContain('Your AWS account may not run more');
    expect(message).toContain('“Running On-Demand Standard instances” (L-1216C47A)');
    expect(message).toContain('an administrator can ask AWS for more');
    expect(message).not.toMatch(/free|capacity/);
  });

  it('offer another size where no zone has room', () => {
    expect(words('capacity')).toBe(
      'AWS has no free t3a.small machine in any of our zones at the moment. Try again in a few minutes, or choose another size.',
    );
  });

  it('say that a key or a right is missing, and that trying again is of no use', () => {
    expect(words('disk-key')).toMatch(/key that encrypts .* Trying again will not help: an administrator .* KMS/);
    expect(words('unauthorised', 'UnauthorizedOperation')).toMatch(
      /\(UnauthorizedOperation\).* trying again will not help/,
    );
  });

  it('show what the console of a silent machine shows last', () => {
    expect(words('never-reported', 'dhclient: no answer')).toContain(
      'The last that its console shows: “dhclient: no answer”.',
    );
    expect(words('never-reported')).toContain('Its console shows nothing.');
  });
});

describe('the words of a start that was refused', () => {
  const stopped = sampleRecord('stopped');
  const codes = ['capacity', 'account-limit', 'unauthorised', 'disk-key', 'start-refused', 'did-not-start'] as const;

  it.each(codes)('say for %s that nothing is lost, and speak of nothing that was or was not created', (code) => {
    const { message } = startRefusalOf(stopped, code);

    expect(message).toContain('The machine stays stopped and its disk is kept.');
    expect(message).not.toMatch(/created|undefined|\(\)/);
  });

  it('name the quota and who can do something about it, as those of a launch do', () => {
    const { message } = startRefusalOf(stopped, 'account-limit', '“Running On-Demand” (L-1216C47A)');

    expect(message).toMatch(
      /^Your AWS account may not run more: its quota “Running On-Demand” \(L-1216C47A\) is used up\..* an administrator can ask AWS for more\.$/,
    );
  });

  it('offer a machine of another size where the zone has no room', () => {
    expect(startRefusalOf(stopped, 'capacity').message).toMatch(
      /no free t3a\.small machine .* launch a machine of another size/,
    );
  });
});
