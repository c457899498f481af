import { defineConfig, devices } from '@playwright/test';
import { browserArgs, findBrowser } from './setup/browser.ts';
import { productUrl } from './setup/product-settings.ts';

const executablePath = await findBrowser();

/** The whole product, started as `npm start` starts it, with state and ports of its own. */
export default defineConfig({
  testDir: './specs',
  testIgnore: ['real-machines.spec.ts', 'company-sign-in.spec.ts'],
  outputDir: '../.cache/e2e-results',
  globalSetup: './setup/start-product.ts',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env['CI']),
  retries: 0,
  // Only end what hangs: how soon something comes is nobody's business but the bench's.
  timeout: 600_000,
  expect: { timeout: 120_000 },
  reporter: process.env['CI']
    ? [['list']]
    : [['list'], ['html', { open: 'never', outputFolder: '../.cache/e2e-report' }]],
  use: {
    ...devices['Desktop Chrome'],
    baseURL: productUrl,
    actionTimeout: 120_000,
    // The page as it was at each step, and what it asked; pictures of it besides, of tests that pass too, took a third of all processor time.
    trace: { mode: 'retain-on-failure', screenshots: false, sources: false },
    permissions: ['clipboard-read', 'clipboard-write'],
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: { args: browserArgs, ...(executablePath && { executablePath }) },
  },
});
