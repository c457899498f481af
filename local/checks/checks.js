import { join } from 'node:path';

/**
 * One check of `npm test`, or something that is made ready for several of them.
 *
 * @typedef {object} Check
 * @property {string} name
 * @property {string} what said while it runs
 * @property {number} cores how many processors it keeps busy, or gets along with beside another; 0 where it mostly waits
 * @property {string[]} [after] what is made ready or checked before it
 * @property {string[]} command run by Node itself, so that it works the same in every shell, or by `program`
 * @property {string} [program] where it is a script of another kind; one that prints `skipped: REASON` was not run
 * @property {'vitest' | 'playwright'} [results] how its own tests are counted; without, the check is one test
 * @property {Record<string, string>} [environment]
 */

const tool = (repository, path) => join(repository, 'node_modules', ...path.split('/'));

/**
 * @param {string} repository
 * @returns {Check[]} what checks name in `after`: none of it is a check, since each makes it for itself where it is missing
 */
export function preparationsOf(repository) {
  const script = (...path) => ['--import', 'tsx', join(repository, 'local', ...path)];
  return [
    {
      name: 'emulator-and-pages',
      what: 'the emulator and the built pages',
      cores: 1,
      command: script('checks', 'prepare.ts'),
    },
    {
      name: 'debian-root',
      what: 'what real machines stand on, once per computer',
      cores: 0,
      command: script('ec2', 'real', 'make-root.ts'),
    },
  ];
}

/**
 * @param {string} repository
 * @param {string} outputs where result files go
 * @returns {Check[]} in the order in which they are started
 */
export function checksOf(repository, outputs) {
  return [...staticChecks(repository), ...runningChecks(repository, outputs)];
}

/** What looks at the sources alone. */
function staticChecks(repository) {
  const node = (name, what, path, ...args) => ({
    name,
    what,
    cores: 1,
    command: [tool(repository, path), ...args],
  });
  return [
    {
      name: 'scripts',
      what: 'shell scripts, Dockerfiles and workflows',
      cores: 0,
      program: 'bash',
      command: [join(repository, 'verify', 'lint-scripts.sh')],
    },
    {
      name: 'checkov',
      what: 'what checkov finds in the synthesised stacks',
      cores: 1,
      program: 'bash',
      command: [join(repository, 'verify', 'checkov.sh')],
    },
    // One checker: more of them would look at the same types once each, which two processors do not make up for.
    node('types', 'types', '@typescript/native/bin/tsc', '-b', '--checkers', '1'),
    node(
      'lint',
      'lint',
      'eslint/bin/eslint.js',
      ...['--max-warnings', '0', '--cache', '--cache-location', '.cache/eslint/', '.'],
    ),
    node('lint-types', 'lint that asks for types', 'oxlint/bin/oxlint'),
    node('lint-classes', 'instances of classes', 'tsx/dist/cli.mjs', 'local/checks/class-instances.ts'),
    node('format', 'formatting', 'prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'),
    node(
      'boundaries',
      'who imports whom',
      'dependency-cruiser/bin/dependency-cruise.mjs',
      ...['--config', '.dependency-cruiser.js', '.'],
    ),
    node('size', 'how much JavaScript a page needs', 'tsx/dist/cli.mjs', 'spa/check-bundle-size.ts'),
    node('unused', 'what nobody uses', 'knip/bin/knip.js'),
  ];
}

/** What runs the code. */
function runningChecks(repository, outputs) {
  const browser = (name, what, config) => ({
    name,
    what,
    command: [tool(repository, '@playwright/test/cli.js'), 'test', '--config', config, '--reporter=list,json'],
    results: 'playwright',
    environment: { PLAYWRIGHT_JSON_OUTPUT_NAME: join(outputs, `${name}.json`) },
  });
  return [
    {
      ...browser(
        'real-machines',
        'machines that really boot, launched in a browser and logged in to',
        'e2e/real-machines.config.ts',
      ),
      cores: 1,
      after: ['emulator-and-pages', 'debian-root'],
    },
    {
      name: 'unit',
      what: 'unit and integration tests, on an emulator of their own',
      cores: 1,
      // Both boot machines, which take all processors while they do.
      after: ['emulator-and-pages', 'debian-root', 'real-machines'],
      command: [
        tool(repository, 'vitest/vitest.mjs'),
        ...['run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(outputs, 'unit.json')}`],
      ],
      results: 'vitest',
    },
    {
      ...browser('e2e', 'the whole product in a browser', 'e2e/playwright.config.ts'),
      cores: 1,
      after: ['emulator-and-pages'],
    },
    {
      ...browser('e2e-company', 'signing in with a company in a browser', 'e2e/company.config.ts'),
      cores: 1,
      after: ['e2e'],
    },
    {
      name: 'fuzz',
      what: 'the API asked what its document allows, and much that it does not',
      cores: 1,
      after: ['emulator-and-pages'],
      command: [
        tool(repository, 'tsx/dist/cli.mjs'),
        'e2e/fuzz/main.ts',
        ...['--cases', '5', '--phases', 'fuzzing,stateful', '--seconds', '40'],
      ],
      environment: { CLOUDAPP_E2E_PORT: '18280', CLOUDAPP_E2E_DIRECTORY: 'fuzz' },
    },
    {
      name: 'deploy',
      what: 'every stack deployed with the real providers into emulators, used, and destroyed (some ten minutes)',
      cores: 2,
      after: ['emulator-and-pages'],
      program: 'bash',
      command: [join(repository, 'verify', 'verify.sh')],
    },
  ];
}
