import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const CANDIDATES = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];
const PROBE =
  'import sys, venv, ensurepip; print("%d.%d" % sys.version_info[:2]); sys.exit(0 if sys.version_info >= (3, 10) else 1)';

/** The first Python on the PATH that is new enough and can make virtual environments. */
export async function findPython(): Promise<string> {
  const preferred = process.env['CLOUDAPP_PYTHON'];
  for (const candidate of preferred === undefined ? CANDIDATES : [preferred]) {
    try {
      await run(candidate, ['-c', PROBE], { timeout: 20_000 });
      return candidate;
    } catch {
      // not there, too old, or without venv: the next one
    }
  }
  throw new Error(
    'Python 3.10 or newer with its venv module is needed and was not found (on Debian: apt install python3 python3-venv).',
  );
}
