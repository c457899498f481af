import { join } from 'node:path';
import { ports, variableOf, type PortName } from '../../local/install/settings.js';

/** `real` boots them (real-machines.config.ts); everything else is quicker with machines that only seem to be. */
const machines = process.env['CLOUDAPP_E2E_MACHINES'] ?? 'simulated';
const basePort = Number(process.env['CLOUDAPP_E2E_PORT'] ?? 18_080);

export const root = join(import.meta.dirname, '..', '..');

/** Kept apart from a developer's own `npm start`. */
export const stateDirectory = join(root, '.local', process.env['CLOUDAPP_E2E_DIRECTORY'] ?? 'e2e');

export const productUrl = `http://127.0.0.1:${basePort}`;
/** The same by name: the origin that the product knows of itself, and where browsers make passkeys. */
export const namedProductUrl = `http://localhost:${basePort}`;

/** Ports in a row of their own, so that a running `npm start` is not in the way. */
export const productPorts = Object.fromEntries(
  Object.keys(ports).map((name, index) => [name, `${basePort + index}`]),
) as Record<PortName, string>;

export const productEnvironment = {
  CLOUDAPP_DIRECTORY: stateDirectory,
  ...Object.fromEntries(Object.entries(productPorts).map(([name, port]) => [variableOf(name), port])),
  CLOUDAPP_MACHINES: machines,
  CLOUDAPP_MACHINE_SPEED: process.env['CLOUDAPP_E2E_MACHINE_SPEED'] ?? '10',
};

/** The administrator's password after the first sign-in of a run. */
export const adminPassword = 'kayak umber lantern fjord for e2e';
