import './environment.ts';
import { join } from 'node:path';
import { defineConfig, devices } from '@playwright/test';
import { browserArgs, findBrowser } from '../setup/browser.ts';
import { productUrl, root } from '../setup/product-settings.ts';

const executablePath = await findBrowser();
const widths = { 390: 844, 1024: 768, 1440: 900 } as const;
const schemes = ['light', 'dark'] as const;

const variants = Object.entries(widths).flatMap(([width, height]) =>
  schemes.map((colorScheme) => ({
    name: `${width}-${colorScheme}`,
    testMatch: ['pages.shots.ts', 'mails.shots.ts'],
    use: { colorScheme, viewport: { width: Number(width), height }, hasTouch: width === '390' },
  })),
);

/** `npm run screenshots`: the product with believable data, photographed page by page and state by state. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../.cache/screenshots-results',
  globalSetup: './start-with-scene.ts',
  fullyParallel: true,
  workers: 2,
  timeout: 90_000,
  reporter: [['list']],
  // File by file: the pictures of the README come last, for they launch a machine and so change what the others show.
  projects: [
    ...variants,
    {
      name: 'readme',
      testMatch: 'readme.shots.ts',
      dependencies: variants.map(({ name }) => name),
      use: { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
    },
  ],
  use: {
    ...devices['Desktop Chrome'],
    baseURL: productUrl,
    permissions: ['clipboard-read', 'clipboard-write'],
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: { args: browserArgs, ...(executablePath && { executablePath }) },
  },
  metadata: { pictures: join(root, '.cache', 'screenshots') },
});
