/**
 * How long `npm run synth` of prod takes, on a computer that does nothing else: `npx tsx bench/synth.ts`. The first round, which
 * finds nothing in the caches, does not count.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { report } from './figures/figures.ts';
import { median } from './median.ts';

const rounds = 5;
const limitSeconds = 2.5;

function synthesise(): number {
  const outdir = mkdtempSync(join(tmpdir(), 'synth-'));
  const start = performance.now();
  execFileSync('npm', ['run', '--silent', 'synth'], {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, CLOUDAPP_ENVIRONMENT: 'prod', CDKTF_OUTDIR: outdir },
  });
  const seconds = (performance.now() - start) / 1000;
  rmSync(outdir, { recursive: true });
  return seconds;
}

synthesise();
const times = Array.from({ length: rounds }, synthesise);
await report('synth', 'npx tsx bench/synth.ts', [
  {
    what: 'synthesis of prod',
    unit: 's',
    reached: median(times),
    goal: { atMost: limitSeconds },
    remark: `the fastest of ${rounds} rounds took ${Math.min(...times).toFixed(1)} s`,
  },
]);
