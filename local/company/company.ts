import { join } from 'node:path';
import { repository } from '../layout.ts';
import { addressOf, originOf } from '../origin.ts';
import type { ProductRun } from '../product-run.ts';
import { startChild } from '../supervisor/child.ts';
import { waitUntilReady } from '../supervisor/wait-until-ready.ts';
import { companyName, people } from './people.ts';
import { withRegister, type ProductData } from './register.ts';

const CLIENT_ID = 'cloudapp';
const STOP_MILLISECONDS = 3_000;

/**
 * Starts a company beside the product where it is asked for, and has the product let its people in; else the product forgets the one
 * that there was.
 * @returns what to tell whoever has started it
 */
export async function companyBeside(run: ProductRun, data: Omit<ProductData, 'site'>): Promise<readonly string[]> {
  const product = { ...data, site: originOf(run.settings.port) };
  if (run.settings.sso) return await startCompany(run, product);
  await withRegister(product, (register) => register.leave());
  return [];
}

async function startCompany(
  { settings, layout, lock, parts }: ProductRun,
  product: ProductData,
): Promise<readonly string[]> {
  const issuer = originOf(settings.companyPort);
  const clientSecret = await withRegister(product, (register) => register.enter({ issuer, clientId: CLIENT_ID }));
  const logFile = layout.logFile('company');
  const child = await startChild({
    name: 'company',
    command: process.execPath,
    args: [
      ...['--import', join(repository, 'local', 'supervisor', 'watch-parent.js')],
      ...['--import', import.meta.resolve('tsx')],
      join(import.meta.dirname, 'main.ts'),
    ],
    environment: {
      PATH: process.env['PATH'],
      PORT: String(settings.companyPort),
      CLIENT_ID,
      CLIENT_SECRET: clientSecret,
      CLIENT_ORIGINS: `${originOf(settings.port)} ${addressOf(settings.port)}`,
    },
    logFile,
    graceMilliseconds: STOP_MILLISECONDS,
  });
  await lock.noteChild(child.pid);
  parts.addChild(child, logFile);
  await waitUntilReady(child, { url: `${issuer}/.well-known/openid-configuration`, logFile });
  return [
    `${companyName} runs beside it, a company to sign in with: ${issuer} has its people and their groups`,
    ...people.map(({ name, email, note }) => `  ${name}, ${email}, ${note}`),
  ];
}
