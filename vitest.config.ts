import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

// Only ends what hangs: how long a test may take on a busy computer is nobody's business but the bench's.
const bounds = { testTimeout: 600_000, hookTimeout: 600_000 };

/** The pages are tested in jsdom as Vite builds them; `src/testing/setup.ts` is loaded before each test file. */
const spa = {
  extends: './spa/vite.config.ts',
  root: 'spa',
  test: {
    name: 'spa',
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/testing/setup.ts'],
    ...bounds,
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
    // Files share what they import, which took half of all processor time: no test changes a module, and each has its own data.
    isolate: false,
    ...bounds,
  },
};

/** Tests of what is stored once more, on a DynamoDB whose transactions meet and whose partitions have limits (ADR 28). */
const strictData = {
  test: {
    name: 'strict-data',
    environment: 'node',
    include: ['packages/data/src/{*-repository,transaction}.test.ts', 'packages/machines/src/application/*.test.ts'],
    // They ask no table: the setup refuses a file that could have asked another database.
    exclude: ['packages/machines/src/application/{machine-rules,read-days-off}.test.ts'],
    setupFiles: ['local/testing/strict-dynamodb-setup.ts'],
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    ...bounds,
  },
};

export default defineConfig({
  test: {
    // One for each core: what the tests mostly do is wait for the emulator and for machines.
    maxWorkers: '100%',
    projects: existsSync('spa/vite.config.ts') ? [node, strictData, spa] : [node, strictData],
  },
});
