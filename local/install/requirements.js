import { execFileSync } from 'node:child_process';

const NODE = [20, 19];

/** Says in one sentence what this machine lacks; `undefined` when it has everything. */
export function missingRequirement() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < NODE[0] || (major === NODE[0] && minor < NODE[1])) {
    return `Node ${NODE.join('.')} or newer is needed; this is ${process.versions.node}.`;
  }
  return undefined;
}

const PROBE = 'import sys, venv, ensurepip; sys.exit(0 if sys.version_info >= (3, 10) else 1)';
const CANDIDATES = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];

/** The first Python that is new enough and can make virtual environments. */
export function findPython() {
  const preferred = process.env['CLOUDAPP_PYTHON'];
  return (preferred ? [preferred] : CANDIDATES).find((candidate) => {
    try {
      execFileSync(candidate, ['-c', PROBE], { stdio: 'ignore', timeout: 20_000 });
      return true;
    } catch {
      return false;
    }
  });
}

export const PYTHON_SENTENCE =
  'Python 3.10 or newer with its venv module is needed and was not found (on Debian: apt install python3 python3-venv).';
