// Plain JavaScript on Node's built-ins: this runs before any package is installed.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const HEARTBEAT_MILLISECONDS = 5_000;

/** What `npm start` needs: everything but the infrastructure code's tools (200 MB) and the browsers of the end-to-end tests. */
export const startWorkspaces = ['packages/*', 'microservices/*', 'functions', 'spa', 'local'];
export const allWorkspaces = [...startWorkspaces, 'stacks', 'commands', 'verify', 'e2e', 'bench'];

/**
 * Installs packages unless what the lock file says is there already.
 *
 * @param {string} repository
 * @param {string[]} patterns workspaces to install for
 * @param {(line: string) => void} report
 * @param {() => Promise<void>} [before] done first where anything has to be installed, since that takes its time
 */
export async function ensurePackages(repository, patterns, report, before) {
  const workspaces = patterns.flatMap((pattern) => expand(repository, pattern));
  const problem = whatIsMissing(repository, workspaces);
  if (problem === undefined) return;
  await before?.();
  report(`installing packages (${problem})`);
  const isWhole = patterns.length === allWorkspaces.length || hasEverything(repository);
  const scope = isWhole ? [] : ['--include-workspace-root', ...workspaces.flatMap((workspace) => ['-w', workspace])];
  await npm(repository, ['ci', '--no-audit', '--no-fund', ...scope], report);
}

function expand(repository, pattern) {
  if (!pattern.endsWith('/*')) return [pattern];
  const folder = pattern.slice(0, -2);
  return readdirSync(join(repository, folder))
    .map((name) => `${folder}/${name}`)
    .filter((path) => existsSync(join(repository, path, 'package.json')));
}

/** Compares the direct dependencies of the wanted workspaces, as locked, with what npm noted when it installed. */
function whatIsMissing(repository, workspaces) {
  const noted = join(repository, 'node_modules', '.package-lock.json');
  if (!existsSync(noted)) return 'none are there yet';
  const installed = readJson(noted).packages;
  const locked = readJson(join(repository, 'package-lock.json')).packages;
  for (const workspace of ['', ...workspaces]) {
    const { dependencies = {}, devDependencies = {} } = locked[workspace] ?? {};
    for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
      const path = [`${workspace}/node_modules/${name}`, `node_modules/${name}`].find((one) => one in locked);
      if (path === undefined || locked[path].link) continue;
      if (installed[path]?.version !== locked[path].version) return `${name} is missing or of another version`;
      if (!existsSync(join(repository, path))) return `${name} is gone`;
    }
  }
  return undefined;
}

const hasEverything = (repository) => existsSync(join(repository, 'node_modules', 'cdktf'));

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

async function npm(repository, args, report) {
  const script = process.env['npm_execpath'];
  const [command, first] = script?.endsWith('.js') ? [process.execPath, [script]] : ['npm', []];
  const started = Date.now();
  const heartbeat = setInterval(() => {
    report(`still installing packages (${Math.round((Date.now() - started) / 1000)} s)`);
  }, HEARTBEAT_MILLISECONDS);
  let errors = '';
  try {
    const child = spawn(command, [...first, ...args], { cwd: repository, stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr.on('data', (data) => (errors += data));
    const code = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (code !== 0) throw new Error(reason(errors) ?? `npm ended with ${code}`);
  } catch (error) {
    throw new Error(`The packages could not be installed: ${error.message}`);
  } finally {
    clearInterval(heartbeat);
  }
  report('the packages are installed');
}

/** npm's own words without its prefix, its code and the path of its log. */
function reason(errors) {
  const lines = errors.split('\n').map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim());
  return lines.find((line) => line !== '' && !/^(code|errno|syscall|A complete log)/.test(line) && !/warn/.test(line));
}
