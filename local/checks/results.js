import { basename } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const LONGEST_LINE = 300;

/**
 * @typedef {object} Results
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} failures the tests that failed, each a line: its file, its name, the first line of why and, in a
 *   browser, where and what it waited for
 * @property {string | undefined} skipped why some tests did not run here, where they say so
 */

/** What the JSON report of each test runner says. */
export const readResults = {
  /** @returns {Results} */
  vitest: ({ numPassedTests, numFailedTests, testResults }) => ({
    passed: numPassedTests,
    failed: numFailedTests,
    failures: testResults.filter(({ status }) => status === 'failed').flatMap(failuresOfFile),
    skipped: undefined,
  }),
  /** @returns {Results} */
  playwright: ({ stats, suites }) => {
    const specs = suites.flatMap(specsOf);
    return {
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky,
      failures: specs.filter(({ tests }) => tests.some(hasFailed)).map(failureOfSpec),
      skipped: specs.map(reasonToSkip).find((reason) => reason !== undefined),
    };
  },
};

/** A file that could not be run has failed without a test that did. */
function failuresOfFile({ name, message, assertionResults }) {
  const failed = assertionResults.filter(({ status }) => status === 'failed');
  if (failed.length === 0) return [`${basename(name)}: ${firstLine(message)}`];
  return failed.map(
    ({ fullName, failureMessages }) => `${basename(name)}: ${fullName}: ${firstLine(failureMessages[0])}`,
  );
}

const specsOf = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsOf)];

const hasFailed = ({ status }) => status === 'unexpected' || status === 'flaky';

function failureOfSpec({ file, title, tests }) {
  const [error] = tests.flatMap(({ results }) => results.flatMap(({ errors = [] }) => errors));
  return `${file}: ${title}: ${firstLine(error?.message)}${placeOf(error)}`;
}

/** A browser's time-out says in its first line that it waited, and nowhere for what. */
function placeOf({ message = '', location } = {}) {
  const awaited = /- (waiting for .+)/.exec(stripVTControlCharacters(message))?.[1].slice(0, LONGEST_LINE);
  const place = location && `${basename(location.file)}:${location.line}`;
  const known = [awaited, place].filter((part) => part !== undefined);
  return known.length > 0 ? ` (${known.join(', ')})` : '';
}

function reasonToSkip({ tests }) {
  const annotations = tests.flatMap((test) => test.annotations);
  return annotations.find(({ type, description }) => type === 'skip' && description)?.description;
}

function firstLine(message = '') {
  return stripVTControlCharacters(message).trimStart().split('\n', 1)[0].slice(0, LONGEST_LINE);
}
