import sparticuz from '@sparticuz/chromium';
import { existsSync } from 'node:fs';

const installed = ['/usr/bin/google-chrome', '/usr/bin/chromium', '/usr/bin/chromium-browser'];

/** A name that leads to this computer, as anybody can make theirs do. */
export const reboundHost = 'rebound.example';

/** Only what a container without user namespaces and GPU needs: the browser's own security stays on. */
export const browserArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  `--host-resolver-rules=MAP ${reboundHost} 127.0.0.1`,
];

/**
 * The browser that tests drive: the one inside npm's package on Linux, else an installed Chrome or Chromium, else the one
 * that Playwright keeps (undefined).
 */
export async function findBrowser(): Promise<string | undefined> {
  if (process.platform === 'linux' && process.arch === 'x64') return sparticuz.executablePath();
  return installed.find((path) => existsSync(path));
}
