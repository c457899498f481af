/** What a machine learns of its network when it asks by DHCP. */
export interface Lease {
  mac: string;
  address: string;
  prefixLength: number;
  gateway: string;
  resolver: string;
  hostname: string;
}

/** https://datatracker.ietf.org/doc/html/rfc2131 §2 and §4.1, options in RFC 2132. */
const AT = {
  op: 0,
  xid: 4,
  yourAddress: 16,
  serverAddress: 20,
  hardwareAddress: 28,
  cookie: 236,
  options: 240,
} as const;
const COOKIE = 0x63_82_53_63;
const REPLY = 2;
const END = 255;
const OPTION = {
  mask: 1,
  router: 3,
  resolver: 6,
  hostname: 12,
  mtu: 26,
  leaseSeconds: 51,
  type: 53,
  server: 54,
} as const;
const TYPE = { discover: 1, offer: 2, request: 3, acknowledge: 5 } as const;
const LEASE_SECONDS = 3600;
const MTU = 9001;

/** Answers a discover with an offer and a request with an acknowledgement; whoever is not known gets no answer. */
export function answerDhcp(
  packet: Buffer,
  leaseOf: (mac: string) => Lease | undefined,
): { lease: Lease; answer: Buffer } | undefined {
  if (packet.length < AT.options || packet.readUInt32BE(AT.cookie) !== COOKIE) return undefined;
  const type = answerTo(optionOf(packet, OPTION.type)?.[0]);
  const mac = packet.subarray(AT.hardwareAddress, AT.hardwareAddress + 6).toString('hex');
  const lease = leaseOf(mac.replaceAll(/..(?=.)/g, '$&:'));
  return type === undefined || lease === undefined ? undefined : { lease, answer: render(packet, type, lease) };
}

function answerTo(type: number | undefined): number | undefined {
  if (type === TYPE.discover) return TYPE.offer;
  return type === TYPE.request ? TYPE.acknowledge : undefined;
}

function render(packet: Buffer, type: number, lease: Lease): Buffer {
  const answer = Buffer.from(packet.subarray(0, AT.options));
  answer[AT.op] = REPLY;
  addressBytes(lease.address).copy(answer, AT.yourAddress);
  addressBytes(lease.gateway).copy(answer, AT.serverAddress);
  const mask = uint32((2 ** 32 - 2 ** (32 - lease.prefixLength)) >>> 0);
  return Buffer.concat([
    answer,
    option(OPTION.type, Buffer.of(type)),
    option(OPTION.server, addressBytes(lease.gateway)),
    option(OPTION.leaseSeconds, uint32(LEASE_SECONDS)),
    option(OPTION.mask, mask),
    option(OPTION.router, addressBytes(lease.gateway)),
    option(OPTION.resolver, addressBytes(lease.resolver)),
    option(OPTION.hostname, Buffer.from(lease.hostname)),
    option(OPTION.mtu, Buffer.of(MTU >> 8, MTU & 255)),
    Buffer.of(END),
  ]);
}

const addressBytes = (address: string): Buffer => Buffer.from(address.split('.').map(Number));

const option = (code: number, value: Buffer): Buffer => Buffer.concat([Buffer.of(code, value.length), value]);

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function optionOf(packet: Buffer, wanted: number): Buffer | undefined {
  let at: number = AT.options;
  while (at + 1 < packet.length && packet[at] !== END) {
    const [code = 0, length = 0] = packet.subarray(at, at + 2);
    if (code === wanted) return packet.subarray(at + 2, at + 2 + length);
    at += code === 0 ? 1 : 2 + length; // 0 only fills up
  }
  return undefined;
}
