import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readResults } from './results.js';

/**
 * @typedef {object} Outcome
 * @property {string} name
 * @property {boolean} isGood
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} failures its tests that failed, a line each
 * @property {string | undefined} skipped why some of its tests did not run here, where they say so
 * @property {string} logFile
 */

/**
 * Runs one check with its output in a log file.
 *
 * @param {import('./checks.js').Check} check
 * @param {string} repository
 * @param {string} outputs
 * @param {Set<import('node:child_process').ChildProcess>} running
 * @returns {Promise<Outcome>}
 */
export async function runCheck(check, repository, outputs, running) {
  const logFile = join(outputs, `${check.name}.log`);
  const resultsFile = join(outputs, `${check.name}.json`);
  rmSync(resultsFile, { force: true });
  const log = createWriteStream(logFile);
  const child = spawn(check.program ?? process.execPath, check.command, {
    cwd: repository,
    env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', ...check.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const code = await new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', resolve);
  });
  running.delete(child);
  await new Promise((resolve) => log.end(resolve));
  return { name: check.name, isGood: code === 0, logFile, ...count(check, code, resultsFile, logFile) };
}

/** A check whose tests cannot be counted, since it broke before running them, has failed once. */
function count({ results }, code, resultsFile, logFile) {
  const single = { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, failures: [], skipped: undefined };
  if (results === undefined) {
    const [, skipped] = /^skipped: (.+)$/m.exec(readFileSync(logFile, 'utf8')) ?? [];
    return code === 0 && skipped !== undefined ? { ...single, passed: 0, skipped } : single;
  }
  if (!existsSync(resultsFile)) return single;
  const counted = readResults[results](JSON.parse(readFileSync(resultsFile, 'utf8')));
  return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}
