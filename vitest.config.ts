import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** The pages are tested in jsdom as Vite builds them; `src/testing/setup.ts` is loaded before each test file. */
const spa = {
  extends: './spa/vite.config.ts',
  root: 'spa',
  test: {
    name: 'spa',
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/testing/setup.ts'],
    testTimeout: 20_000,
  },
};

const node = {
  test: {
    name: 'node',
    environment: 'node',
    include: [
      '{packages,microservices,functions,stacks,commands,config,local,verify,e2e,bench}/**/*.test.ts',
      'spa/{build,nginx}/**/*.test.ts',
      '*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**', '**/cdktf.out/**'],
    globalSetup: ['local/testing/emulator-setup.ts'],
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
};

export default defineConfig({
  test: {
    // One for each core: what the tests mostly do is wait for the emulator and for machines.
    maxWorkers: '100%',
    projects: existsSync('spa/vite.config.ts') ? [node, spa] : [node],
  },
});
