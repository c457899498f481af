import { describe, expect, it } from 'vitest';
import { ReachableAddresses } from './reachable-addresses.ts';

const usual = new ReachableAddresses([]);

describe('an address that is not on the internet', () => {
  it.each([
    ['this host', '0.0.0.0'],
    ['loopback', '127.0.0.1'],
    ['loopback, another', '127.8.9.10'],
    ['private', '10.40.0.5'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['of carriers', '100.64.0.1'],
    ['link-local, as the metadata of AWS', '169.254.169.254'],
    ['link-local, as the credentials of tasks', '169.254.170.2'],
    ['for protocols', '192.0.0.192'],
    ['for documents', '203.0.113.9'],
    ['for benchmarks', '198.18.0.1'],
    ['multicast', '224.0.0.251'],
    ['reserved', '250.1.2.3'],
    ['broadcast', '255.255.255.255'],
    ['IPv6 unspecified', '::'],
    ['IPv6 loopback', '::1'],
    ['IPv6 link-local', 'fe80::1'],
    ['IPv6 of the metadata of AWS', 'fd00:ec2::254'],
    ['IPv6 unique local', 'fc00::1'],
    ['IPv6 multicast', 'ff02::1'],
    ['IPv6 for documents', '2001:db8::1'],
    ['IPv4 mapped: loopback', '::ffff:127.0.0.1'],
    ['IPv4 mapped, in hexadecimal', '::ffff:a9fe:a9fe'],
    ['IPv4 mapped: on the internet, too', '::ffff:8.8.8.8'],
    ['IPv4 compatible', '::127.0.0.1'],
    ['NAT64', '64:ff9b::7f00:1'],
    ['NAT64 of a network', '64:ff9b:1::a00:1'],
    ['6to4', '2002:7f00:1::1'],
    ['Teredo', '2001:0:7f00:1::1'],
    ['site-local', 'fec0::1'],
  ])('is refused: %s, %s', (_, address) => {
    expect(usual.has(address)).toBe(false);
  });

  it.each([
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f.0.0.1/',
    'http://0177.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://①②⑦.0.0.1/',
  ])('is refused however it is written: %s', (address) => {
    expect(() => {
      usual.refuseUnreachable(new URL(address).hostname);
    }).toThrow('is not on the internet');
  });
});

it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '198.20.0.1', '2606:4700::1111', '2a00:1450:4001::200e'])(
  'an address on the internet may be connected to: %s',
  (address) => {
    expect(usual.has(address)).toBe(true);
    expect(() => {
      usual.refuseUnreachable(address);
    }).not.toThrow();
  },
);

it('a network that is allowed may be reached, and nothing beside it', () => {
  const some = new ReachableAddresses(['10.9.0.0/24']);

  expect(['10.9.0.7', '10.9.1.7', '127.0.0.1'].map((address) => some.has(address))).toEqual([true, false, false]);
});

describe('a name', () => {
  const lookUp = async (addresses: readonly string[], all = true) => {
    let asked = 0;
    const { lookup } = new ReachableAddresses([], (host) => {
      asked += 1;
      expect(host).toBe('hook.example');
      return Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
    });
    const found = await new Promise<unknown>((resolve) => {
      lookup('hook.example', { all }, (error, address) => {
        resolve(error ? error.message : address);
      });
    });
    return { found, asked };
  };

  it('is looked up once, and leads to the very addresses that were checked', async () => {
    expect(await lookUp(['8.8.8.8', '2606:4700::1111'])).toEqual({
      found: [
        { address: '8.8.8.8', family: 4 },
        { address: '2606:4700::1111', family: 6 },
      ],
      asked: 1,
    });
    expect((await lookUp(['8.8.8.8', '2606:4700::1111'], false)).found).toBe('8.8.8.8');
  });

  it.each([[['127.0.0.1']], [['8.8.8.8', '169.254.169.254']], [['2606:4700::1111', '::1']], [[]]])(
    'is refused where one of its addresses is not on the internet, or it has none: %j',
    async (addresses) => {
      expect((await lookUp(addresses)).found).toBe('hook.example is not on the internet');
    },
  );
});
