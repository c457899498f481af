import { spawn, type ChildProcess } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';
import { wayOut } from './addresses.ts';
import type { Withheld } from './packet-filter.ts';

/** https://www.iana.org/assignments/iana-ipv4-special-registry: networks that are not the internet. */
const notInternet = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '224.0.0.0/3',
];
const READY_FD = 3;

/** The way from a network namespace to the internet: slirp4netns, which makes connections of this computer's for those inside. */
export class WayOut {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** @param pid - of a process in the namespace */
  static async open(pid: number): Promise<WayOut> {
    const options = [
      '--configure',
      '--mtu=65520',
      `--cidr=${wayOut.cidr}`,
      '--disable-host-loopback',
      '--enable-sandbox',
    ];
    const child = spawn(
      'setpriv',
      ['--pdeathsig', 'KILL', 'slirp4netns', ...options, `--ready-fd=${READY_FD}`, String(pid), wayOut.device],
      { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true },
    );
    let errors = '';
    child.stderr?.on('data', (data: Buffer) => (errors = `${errors}${data.toString()}`.slice(-1000)));
    await new Promise<void>((resolve, reject) => {
      child.stdio[READY_FD]?.once('data', () => {
        resolve();
      });
      child.once('error', reject);
      child.once('close', () => {
        reject(new Error(`slirp4netns ended: ${errors.trim()}`));
      });
    });
    return new WayOut(child);
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('close', resolve));
    this.#child.kill('SIGKILL');
    await ended;
  }
}

/**
 * What is not the internet, and this computer's own networks. Mirrors and proxies in them stay within reach, when the computer
 * itself is set to use some.
 *
 * @param hosts - names or addresses that the settings of package managers name
 */
export async function withheldFrom(hosts: readonly string[]): Promise<Withheld> {
  const own = Object.values(networkInterfaces()).flatMap((addresses = []) =>
    addresses.flatMap(({ family, cidr }) => (family === 'IPv4' && cidr !== null ? [cidr] : [])),
  );
  const found = await Promise.all(
    hosts.map(async (host) => await lookup(host, { family: 4, all: true }).catch(() => [])),
  );
  const addresses = found.flat().map(({ address }) => address);
  return {
    cidrs: [...notInternet, ...own.map(networkOf)],
    exceptions: [...new Set(addresses)].filter((one) => !one.startsWith('127.')),
  };
}

/** `192.0.2.17/24` → `192.0.2.0/24`, as nft wants it: without bits of the host. */
function networkOf(cidr: string): string {
  const [address = '', bits = '32'] = cidr.split('/');
  const value = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const size = 2 ** (32 - Number(bits));
  const first = Math.floor(value / size) * size;
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `${octets.join('.')}/${bits}`;
}
