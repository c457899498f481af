import { defineConfig } from '@playwright/test';
import { variableOf } from '../local/install/settings.js';

process.env['CLOUDAPP_E2E_DIRECTORY'] ??= 'e2e-company';
process.env['CLOUDAPP_E2E_PORT'] ??= '18280';
process.env[variableOf('sso')] = 'true';

// After the settings above, which it reads.
const { default: common } = await import('./playwright.config.ts');
const { namedProductUrl } = await import('./setup/product-settings.ts');

/** The product as before, with a company beside it, and nobody else who would miss passwords when they are switched off. */
export default defineConfig({
  ...common,
  testIgnore: [],
  testMatch: 'company-sign-in.spec.ts',
  outputDir: '../.cache/e2e-company-results',
  fullyParallel: false,
  workers: 1,
  // Browsers come back from the company to the origin that the product knows of itself.
  use: { ...common.use, baseURL: namedProductUrl },
});
