/**
 * How long `npm run synth` of prod takes: `npx tsx bench/synth.ts`. At most five seconds on a computer that does nothing
 * else; the first round, which finds nothing in the caches, does not count.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './median.ts';

const rounds = 5;
const limitSeconds = 5;

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
const seconds = median(Array.from({ length: rounds }, synthesise));
process.stdout.write(`synth of prod: ${seconds.toFixed(1)} s (limit ${limitSeconds} s)\n`);
process.exitCode = seconds <= limitSeconds ? 0 : 1;
