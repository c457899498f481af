import { expect, test } from 'vitest';
import { answerDhcp, type Lease } from './dhcp.ts';

const lease: Lease = {
  mac: '06:00:0a:29:20:0a',
  address: '10.41.32.10',
  prefixLength: 19,
  gateway: '10.41.32.1',
  resolver: '10.41.0.2',
  hostname: 'ip-10-41-32-10',
};
const leaseOf = (mac: string): Lease | undefined => (mac === lease.mac ? lease : undefined);

function packet(mac: string, ...options: number[]): Buffer {
  const bytes = Buffer.alloc(240);
  bytes[0] = 1;
  bytes.writeUInt32BE(0x12345678, 4);
  Buffer.from(mac.replaceAll(':', ''), 'hex').copy(bytes, 28);
  bytes.writeUInt32BE(0x63825363, 236);
  return Buffer.concat([bytes, Buffer.from([...options, 255])]);
}

test.each([
  ['discover', 1, 2],
  ['request', 3, 5],
])('answers a %s with the address of the machine that asks', (_, type, expected) => {
  const { answer = Buffer.alloc(0) } = answerDhcp(packet(lease.mac, 0, 12, 1, 65, 53, 1, type), leaseOf) ?? {};

  expect(answer[0]).toBe(2);
  expect(answer.readUInt32BE(4)).toBe(0x12345678);
  expect([...answer.subarray(16, 20)]).toEqual([10, 41, 32, 10]);
  const options = answer.subarray(240).toString('hex');
  expect(options).toMatch(new RegExp(`^35010${expected}`));
  expect(options).toContain('0104ffffe000'); // mask
  expect(options).toContain('03040a292001'); // router
  expect(options).toContain('06040a290002'); // resolver
});

test('gives no answer to a stranger, to another kind of message, or to what is no such packet', () => {
  expect(answerDhcp(packet('06:00:0a:29:20:0b', 53, 1, 1), leaseOf)).toBeUndefined();
  expect(answerDhcp(packet(lease.mac, 53, 1, 7), leaseOf)).toBeUndefined();
  expect(answerDhcp(packet(lease.mac, 53), leaseOf)).toBeUndefined();
  expect(answerDhcp(Buffer.from('hello'), leaseOf)).toBeUndefined();
});
