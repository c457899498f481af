import { join } from 'node:path';

/**
 * One check of `npm test`.
 *
 * @typedef {object} Check
 * @property {string} name
 * @property {string} what said while it runs
 * @property {string[]} command run by Node itself, so that it works the same in every shell, or by `program`
 * @property {string} [program] where it is a script of another kind; one that prints `skipped: REASON` was not run
 * @property {'vitest' | 'playwright'} [results] how its own tests are counted; without, the check is one test
 * @property {Record<string, string>} [environment]
 */

/**
 * @param {string} repository
 * @param {string} outputs where result files go
 * @returns {{ quick: Check[], slow: Check[] }} `quick` ones may run side by side, `slow` ones have the machine to themselves
 */
export function checksOf(repository, outputs) {
  const tool = (path) => join(repository, 'node_modules', ...path.split('/'));
  const vitestResults = join(outputs, 'unit.json');
  return {
    quick: [
      {
        name: 'format',
        what: 'formatting',
        command: [tool('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.'],
      },
      { name: 'types', what: 'types', command: [tool('typescript/bin/tsc'), '-b'] },
      {
        name: 'boundaries',
        what: 'who imports whom',
        command: [tool('dependency-cruiser/bin/dependency-cruise.mjs'), ...['--config', '.dependency-cruiser.js', '.']],
      },
      {
        name: 'size',
        what: 'how much JavaScript a page needs',
        command: [tool('tsx/dist/cli.mjs'), 'spa/check-bundle-size.ts'],
      },
      { name: 'unused', what: 'what nobody uses', command: [tool('knip/bin/knip.js')] },
      {
        name: 'lint',
        what: 'lint',
        command: [
          tool('eslint/bin/eslint.js'),
          '--max-warnings',
          '0',
          '--cache',
          '--cache-location',
          '.cache/eslint/',
          '.',
        ],
      },
    ],
    slow: [
      {
        name: 'scripts',
        what: 'shell scripts and Dockerfiles',
        program: 'bash',
        command: [join(repository, 'verify/lint-scripts.sh')],
      },
      {
        name: 'unit',
        what: 'unit and integration tests, on an emulator of their own',
        command: [
          tool('vitest/vitest.mjs'),
          ...['run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestResults}`],
        ],
        results: 'vitest',
      },
      {
        name: 'e2e',
        what: 'the whole product in a browser',
        command: [
          tool('@playwright/test/cli.js'),
          ...['test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json'],
        ],
        results: 'playwright',
        environment: { PLAYWRIGHT_JSON_OUTPUT_NAME: join(outputs, 'e2e.json') },
      },
      {
        name: 'deploy',
        what: 'every stack deployed with the real providers into emulators, used, and destroyed (some ten minutes)',
        program: 'bash',
        command: [join(repository, 'verify/verify.sh')],
      },
      {
        name: 'real-machines',
        what: 'machines that really boot, launched in a browser and logged in to',
        command: [
          tool('@playwright/test/cli.js'),
          ...['test', '--config', 'e2e/real-machines.config.ts', '--reporter=list,json'],
        ],
        results: 'playwright',
        environment: { PLAYWRIGHT_JSON_OUTPUT_NAME: join(outputs, 'real-machines.json') },
      },
    ],
  };
}
