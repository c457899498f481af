import { describe, expect, it } from 'vitest';
import { callerNetwork } from './caller-network.ts';

describe('callerNetwork', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['unknown', 'unknown'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::ffff:192.0.2.7', '0:0:0:0:0:ffff:c000:207'],
    ['::ffff:192.0.2.8', '0:0:0:0:0:ffff:c000:208'],
  ])('counts %s under %s', (address, network) => {
    expect(callerNetwork(address)).toBe(network);
  });
});
