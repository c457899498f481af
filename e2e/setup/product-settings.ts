import { join } from 'node:path';

/** `real` boots them (real-machines.config.ts); everything else is quicker with machines that only seem to be. */
const machines = process.env['CLOUDAPP_E2E_MACHINES'] ?? 'simulated';
const basePort = Number(process.env['CLOUDAPP_E2E_PORT'] ?? 18_080);

export const root = join(import.meta.dirname, '..', '..');

/** Kept apart from a developer's own `npm start`. */
export const stateDirectory = join(root, '.local', process.env['CLOUDAPP_E2E_DIRECTORY'] ?? 'e2e');

export const productUrl = `http://127.0.0.1:${basePort}`;

/** Ports in a row of their own, so that a running `npm start` is not in the way. */
export const productEnvironment = {
  CLOUDAPP_DIRECTORY: stateDirectory,
  CLOUDAPP_PORT: `${basePort}`,
  CLOUDAPP_EMULATOR_PORT: `${basePort + 1}`,
  CLOUDAPP_EC2_PORT: `${basePort + 2}`,
  CLOUDAPP_API_GATEWAY_PORT: `${basePort + 3}`,
  CLOUDAPP_CREDENTIALS_PORT: `${basePort + 4}`,
  CLOUDAPP_CREATE_USER_PORT: `${basePort + 5}`,
  CLOUDAPP_PROVISION_INSTANCE_PORT: `${basePort + 6}`,
  CLOUDAPP_VIEW_STATS_PORT: `${basePort + 7}`,
  CLOUDAPP_MACHINES: machines,
  CLOUDAPP_MACHINE_SPEED: process.env['CLOUDAPP_E2E_MACHINE_SPEED'] ?? '10',
};

/** The administrator's password after the first sign-in of a run. */
export const adminPassword = 'correct horse battery staple for e2e';
