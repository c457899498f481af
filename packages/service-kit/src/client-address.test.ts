import { expect, it } from 'vitest';
import { clientAddress } from './client-address.ts';

it.each([
  ['198.51.100.1', 1, '198.51.100.1'],
  ['6.6.6.6, 198.51.100.1', 1, '198.51.100.1'],
  ['6.6.6.6, 198.51.100.1, 10.0.0.2', 2, '198.51.100.1'],
  ['2001:db8::1', 1, '2001:db8::1'],
  ['6.6.6.6', 0, '10.0.0.1'],
  ['', 1, '10.0.0.1'],
  ['198.51.100.1', 2, '10.0.0.1'],
  ['"><script>', 1, '10.0.0.1'],
])('takes %j through %i proxies of ours for %s', (forwardedFor, hops, expected) => {
  expect(clientAddress(forwardedFor, '::ffff:10.0.0.1', hops)).toBe(expected);
});
