import { expect, test } from 'vitest';
import { addressOf, freeAddressIn, isFree } from './address.ts';
import { LoginPort } from './simulated/login-port.ts';

test('addresses are all in 127.20.0.0/16, each its own, and begin anew after the last', () => {
  const addresses = Array.from({ length: 61_440 }, (_, number) => addressOf(number));

  expect(new Set(addresses).size).toBe(61_440);
  expect([addresses[0], addresses.at(-1), addressOf(61_440)]).toEqual(['127.20.0.10', '127.20.255.249', '127.20.0.10']);
});

test('private addresses are those of the subnet that AWS does not keep, until all are taken', () => {
  const taken = new Set<string>();
  for (let count = 0; count < 11; count++) taken.add(freeAddressIn('10.41.32.240/28', taken) ?? 'none');

  expect([...taken].sort()).toEqual(Array.from({ length: 11 }, (_, index) => `10.41.32.${244 + index}`));
  expect(freeAddressIn('10.41.32.240/28', taken)).toBeUndefined();
});

test.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)(
  'an address at which another machine answers is not free',
  async () => {
    const address = '127.20.248.77';
    const login = new LoginPort(address);

    expect(await isFree(address)).toBe(true);
    await login.open();
    expect(await isFree(address)).toBe(false);
    login.close();
  },
);
