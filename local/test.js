// `npm test`: every check, each with its time; the same command everywhere. `npm test -- lint unit` runs only those.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { checksOf } from './checks/checks.js';
import { runCheck } from './checks/run-check.js';
import { allWorkspaces, ensurePackages } from './install/packages.js';
import { report } from './install/progress.js';
import { missingRequirement } from './install/requirements.js';

const SIDE_BY_SIDE = 2;
const needRealMachines = ['unit', 'real-machines'];
const LAST_LINES = 80;

const repository = dirname(dirname(fileURLToPath(import.meta.url)));
const outputs = join(repository, '.cache', 'checks');
/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
let isStopping = false;

async function test() {
  const missing = missingRequirement();
  if (missing !== undefined) throw new Error(missing);
  await ensurePackages(repository, allWorkspaces, report);
  mkdirSync(outputs, { recursive: true });
  const { quick, slow } = checksOf(repository, outputs);
  const wanted = chosen([...quick, ...slow]);
  if (needRealMachines.some((name) => wanted.has(name))) makeRootMeanwhile();
  const isWanted = ({ name }) => wanted.has(name);
  const outcomes = [
    ...(await sideBySide(quick.filter(isWanted), SIDE_BY_SIDE)),
    ...(await sideBySide(slow.filter(isWanted), 1)),
  ];
  const failed = outcomes.filter(({ isGood }) => !isGood);
  if (failed.length > 0) report(`failed: ${failed.map(({ name }) => name).join(', ')}`);
  const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`);
  return failed.length === 0 ? 0 : 1;
}

/** What real machines stand on takes a minute or two, once per computer: the other checks need not wait for it. */
function makeRootMeanwhile() {
  const script = join(repository, 'local', 'ec2', 'real', 'make-root.ts');
  const maker = spawn(process.execPath, ['--import', 'tsx', script], { cwd: repository, stdio: 'ignore' });
  running.add(maker);
  maker.once('close', () => running.delete(maker));
}

function chosen(checks) {
  const names = checks.map(({ name }) => name);
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`There is no check ${unknown}; there are: ${names.join(', ')}.`);
  return new Set(asked.length > 0 ? asked : names);
}

async function sideBySide(checks, lanes) {
  const waiting = [...checks];
  const outcomes = [];
  const lane = async () => {
    for (let check = waiting.shift(); check !== undefined && !isStopping; check = waiting.shift()) {
      outcomes.push(await run(check));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return outcomes;
}

async function run(check) {
  const started = Date.now();
  report(`${check.name}: ${check.what} …`);
  const outcome = await runCheck(check, repository, outputs, running);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  const counts = check.results === undefined ? '' : ` (${outcome.passed} passed, ${outcome.failed} failed)`;
  report(`${check.name}: ${outcome.isGood ? 'good' : 'FAILED'} after ${seconds} s${counts}`);
  if (outcome.skipped !== undefined) report(`${check.name}: tests left out. ${outcome.skipped}`);
  if (!outcome.isGood) process.stdout.write(`${lastLines(outcome.logFile)}\n(all of it: ${outcome.logFile})\n`);
  return outcome;
}

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
