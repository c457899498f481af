import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** One test as it ran. */
export interface Ran {
  /** From the root of the repository. */
  readonly file: string;
  readonly title: string;
  readonly hasPassed: boolean;
}

interface PlaywrightSuite {
  readonly file: string;
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly { readonly title: string; readonly ok: boolean }[];
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

/** What `npm test` left behind of the tests in a browser and of those of the pages alone. */
export function readResults(root: string): Ran[] {
  const outputs = join(root, '.cache', 'checks');
  const { suites } = readJson(join(outputs, 'e2e.json')) as { suites: readonly PlaywrightSuite[] };
  const { testResults } = readJson(join(outputs, 'unit.json')) as {
    testResults: readonly { name: string; assertionResults: readonly { title: string; status: string }[] }[];
  };
  const ofSuite = ({ file, specs, suites: inner = [] }: PlaywrightSuite): Ran[] => [
    ...specs.map(({ title, ok }) => ({ file: `e2e/specs/${file}`, title, hasPassed: ok })),
    ...inner.flatMap(ofSuite),
  ];
  return [
    ...suites.flatMap(ofSuite),
    ...testResults.flatMap(({ name, assertionResults }) =>
      assertionResults.map(({ title, status }) => ({
        file: relative(root, name),
        title,
        hasPassed: status === 'passed',
      })),
    ),
  ];
}

/** Those that ran under a title as it stands in its file, in which `${…}` is one of several. */
export function ranAs(test: string, all: readonly Ran[]): Ran[] {
  const [file = '', ...rest] = test.split(': ');
  const parts = rest.join(': ').split(/\$\{[^}]*\}/);
  const pattern = new RegExp(
    `^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('.+')}$`,
  );
  return all.filter((one) => one.file === file && pattern.test(one.title));
}
