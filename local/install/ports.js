// Plain JavaScript on Node's built-ins: a taken port is noticed before any package is installed.
import { createServer } from 'node:net';
import { flagOf, ports } from './settings.js';

/**
 * Browsers, and Node's `fetch`, open no connection to these: other protocols live there, whose servers a page could speak to
 * by HTTP. From the Fetch standard (https://fetch.spec.whatwg.org/#port-blocking).
 */
export const badPorts = [
  ...[
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109,
    110,
  ],
  ...[
    111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532,
  ],
  ...[540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061],
  ...[6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080],
];

/**
 * Names in a sentence a port that is taken, given twice, or of no use, before anything is started.
 *
 * @param {Partial<Record<keyof typeof ports, number | string>> & { sso?: boolean | string }} given what is no number is left to
 *   whoever checks settings; the company's port matters where there is to be one
 */
export async function requirePorts(given) {
  const seen = new Map();
  for (const [name, usual] of Object.entries(ports)) {
    if (name === 'companyPort' && String(given.sso) !== 'true') continue;
    const port = Number(given[name] ?? usual);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) continue;
    const flag = flagOf(name);
    const other = seen.get(port);
    if (other !== undefined) throw new Error(`Port ${port} is given to both ${other} and ${flag}.`);
    seen.set(port, flag);
    const obstacle = await obstacleOf(port);
    if (obstacle !== undefined)
      throw new Error(`Port ${port} ${obstacle}; choose another one: npm start -- ${flag} <port>.`);
  }
}

async function obstacleOf(port) {
  if (badPorts.includes(port)) return 'is one that browsers refuse to open';
  return await new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', ({ code }) => {
      resolve(
        code === 'EACCES' ? 'may be used by the administrator of this computer alone' : 'is taken by another program',
      );
    });
    probe.listen(port, '127.0.0.1', () => {
      probe.close(() => {
        resolve(undefined);
      });
    });
  });
}
