import { lookup } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Thrown for a receiver that is not on the internet; nothing was sent to it. */
export class UnreachableAddressError extends Error {
  readonly code = 'address-refused';

  constructor(host: string) {
    super(`${host} is not on the internet`);
    this.name = 'UnreachableAddressError';
  }
}

/** Of a network: `10.0.0.0/8`. */
export type Network = string;

/**
 * What is not the internet, or leads back into another network.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 */
const special4: readonly Network[] = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

/** All of the internet that IPv6 has so far; the rest, such as addresses that hold one of IPv4, is none. */
const internet6: readonly Network[] = ['2000::/3'];

/** @see https://www.iana.org/assignments/iana-ipv6-special-registry */
const special6: readonly Network[] = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const special = listOf([...special4, ...special6]);
const internet = listOf(internet6);

/** All addresses of a name, as the computer's resolver says. */
export type Resolve = (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

const ofSystem: Resolve = (host) => lookup(host, { all: true });

/** Which addresses may be connected to. */
export class ReachableAddresses {
  readonly #allowed: BlockList;
  readonly #resolve: Resolve;

  /** @param allowed networks that may be reached although they are not the internet */
  constructor(allowed: readonly Network[], resolve: Resolve = ofSystem) {
    this.#allowed = listOf(allowed);
    this.#resolve = resolve;
  }

  has(address: string): boolean {
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (this.#allowed.check(address, family)) return true;
    return !special.check(address, family) && (family === 'ipv4' || internet.check(address, family));
  }

  /**
   * For sockets: resolves once and gives them what was checked, so that a name cannot lead elsewhere a moment later. One address of a
   * name that may not be connected to refuses the name.
   */
  readonly lookup: LookupFunction = (host, { all }, done) => {
    this.#resolve(host).then(
      (found) => {
        const [first] = found;
        if (first === undefined || !found.every(({ address }) => this.has(address))) {
          done(new UnreachableAddressError(host), []);
        } else if (all === true) done(null, [...found]);
        else done(null, first.address, first.family);
      },
      (error: unknown) => {
        done(error as NodeJS.ErrnoException, []);
      },
    );
  };

  /**
   * Sockets look no address up that is one already.
   * @param host of a URL, as `URL` writes it
   * @throws UnreachableAddressError
   */
  refuseUnreachable(host: string): void {
    const address = host.replace(/^\[(.*)\]$/, '$1');
    if (isIP(address) !== 0 && !this.has(address)) throw new UnreachableAddressError(host);
  }
}

function listOf(networks: readonly Network[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    list.addSubnet(address, Number(bits), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}
