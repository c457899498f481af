// `npm test`: every check, each with its time; the same command everywhere. `npm test -- lint unit` runs only those.
import { mkdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { checksOf, preparationsOf } from './checks/checks.js';
import { runCheck } from './checks/run-check.js';
import { runSchedule } from './checks/schedule.js';
import { tableOf } from './checks/table.js';
import { allWorkspaces, ensurePackages } from './install/packages.js';
import { report } from './install/progress.js';
import { missingRequirement } from './install/requirements.js';

const LAST_LINES = 80;

const repository = dirname(dirname(fileURLToPath(import.meta.url)));
const outputs = join(repository, '.cache', 'checks');
/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
let isStopping = false;

async function test() {
  const missing = missingRequirement();
  if (missing !== undefined) throw new Error(missing);
  const started = Date.now();
  await ensurePackages(repository, allWorkspaces, report);
  const install = { name: 'packages', verdict: 'ready', seconds: secondsSince(started) };
  mkdirSync(outputs, { recursive: true });
  const checks = chosen(checksOf(repository, outputs));
  const preparations = preparationsOf(repository).filter(({ name }) =>
    checks.some(({ after }) => after?.includes(name)),
  );
  const tasks = [...preparations.map((preparation) => ({ ...preparation, isPreparation: true })), ...checks];
  const outcomes = await runSchedule(tasks, availableParallelism(), run, () => isStopping);
  const all = { name: 'everything', verdict: '', seconds: secondsSince(started) };
  process.stdout.write(`${tableOf([install, ...outcomes, all])}\n`);
  const ofChecks = outcomes.filter(({ isPreparation }) => !isPreparation);
  const failed = ofChecks.filter(({ isGood }) => !isGood);
  if (failed.length > 0) report(`failed: ${failed.map(({ name }) => name).join(', ')}`);
  for (const { name, failures } of failed) process.stdout.write(failures.map((line) => `${name}: ${line}\n`).join(''));
  const sum = (key) => ofChecks.reduce((total, outcome) => total + outcome[key], 0);
  process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`);
  return failed.length === 0 ? 0 : 1;
}

function chosen(checks) {
  const names = checks.map(({ name }) => name);
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`There is no check ${unknown}; there are: ${names.join(', ')}.`);
  return asked.length > 0 ? checks.filter(({ name }) => asked.includes(name)) : checks;
}

async function run(task) {
  const started = Date.now();
  report(`${task.name}: ${task.what} …`);
  const outcome = await runCheck(task, repository, outputs, running);
  const seconds = secondsSince(started);
  const { isGood, passed, failed, skipped, logFile } = outcome;
  const isPreparation = task.isPreparation ?? false;
  const verdict = isPreparation ? (isGood ? 'ready' : 'not ready') : verdictOf(outcome);
  const counts = task.results === undefined ? '' : ` (${passed} passed, ${failed} failed)`;
  const reason = skipped === undefined ? '' : `; not run here: ${skipped}`;
  report(`${task.name}: ${verdict} after ${seconds.toFixed(1)} s${counts}${reason}`);
  if (!isGood && !isPreparation) process.stdout.write(`${lastLines(logFile)}\n(all of it: ${logFile})\n`);
  return { ...outcome, verdict, seconds, isPreparation };
}

function verdictOf({ isGood, passed, skipped }) {
  if (!isGood) return 'FAILED';
  return passed === 0 && skipped !== undefined ? 'left out' : 'good';
}

const secondsSince = (started) => (Date.now() - started) / 1000;

const lastLines = (file) => readFileSync(file, 'utf8').trimEnd().split('\n').slice(-LAST_LINES).join('\n');

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    isStopping = true;
    for (const child of running) child.kill('SIGTERM');
    process.exitCode = 130;
  });
}

test().then(
  (code) => {
    for (const child of running) child.kill('SIGTERM');
    process.exit(process.exitCode ?? code);
  },
  (error) => {
    report(error.message);
    process.exit(1);
  },
);
