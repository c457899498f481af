import { defineConfig } from '@playwright/test';
import { findObstacleHere } from './setup/real-machines.ts';

process.env['CLOUDAPP_E2E_MACHINES'] = 'real';
process.env['CLOUDAPP_E2E_DIRECTORY'] ??= 'e2e-real';
process.env['CLOUDAPP_E2E_PORT'] ??= '18180';

// After the settings above, which it reads.
const { default: common } = await import('./playwright.config.ts');
const { globalSetup, ...settings } = common;

/** The product as before, with machines that really boot; where they cannot, its tests say so and are skipped. */
export default defineConfig({
  ...settings,
  testIgnore: [],
  testMatch: 'real-machines.spec.ts',
  outputDir: '../.cache/e2e-real-results',
  ...((await findObstacleHere()) === undefined && globalSetup !== undefined && { globalSetup }),
  timeout: 2_700_000,
  expect: { timeout: 1_200_000 },
  use: { ...settings.use, actionTimeout: 1_200_000 },
});
