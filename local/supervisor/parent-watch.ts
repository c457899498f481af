import { execFileSync } from 'node:child_process';
import { isAlive } from './run-lock.ts';

const EVERY_MILLISECONDS = 1_000;
/** npm starts a shell, the shell starts us: npm is our parent or its parent. */
const GENERATIONS = 2;

/**
 * Under npm a killed npm does not take us along, so we look after it. Started by hand (`node local/start.js &`) the parent
 * is a shell that may well end before us, and is left alone.
 */
export function watchNpm(onGone: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const ancestors = ancestorsOf(process.pid).slice(0, GENERATIONS);
  const timer = setInterval(() => {
    if (ancestors.every(isAlive)) return;
    clearInterval(timer);
    onGone();
  }, EVERY_MILLISECONDS);
  timer.unref();
}

function ancestorsOf(pid: number): number[] {
  try {
    const parent = Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }));
    return parent > 1 ? [parent, ...ancestorsOf(parent)] : [];
  } catch {
    return [process.ppid]; // no ps here: the parent alone then
  }
}
