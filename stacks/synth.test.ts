import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const repository = join(import.meta.dirname, '..');
const mostSeconds = 5;

/** Synthesises prod as `npm run synth` does, in a process of its own. */
function synthesise(): { seconds: number; files: Record<string, string> } {
  const outdir = mkdtempSync(join(tmpdir(), 'synth-'));
  try {
    const started = performance.now();
    execFileSync('npm', ['run', '--silent', 'synth'], {
      cwd: repository,
      env: { ...process.env, CLOUDAPP_ENVIRONMENT: 'prod', CDKTF_OUTDIR: outdir },
    });
    const seconds = (performance.now() - started) / 1000;
    const names = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const files = names.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(outdir.length), createHash('sha256').update(readFileSync(path)).digest('hex')];
    });
    return { seconds, files: Object.fromEntries(files) as Record<string, string> };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

it('npm run synth writes the same bytes twice, in at most five seconds of an idle machine', () => {
  const first = synthesise();
  // Tests run side by side: what others take of the processors is not the synthesis's fault.
  const crowd = Math.max(1, (loadavg()[0] ?? 0) / cpus().length);
  const second = synthesise();

  expect(second.files).toEqual(first.files);
  expect(Object.keys(first.files).filter((file) => file.endsWith('cdk.tf.json'))).toHaveLength(8);
  expect(second.seconds / crowd).toBeLessThanOrEqual(mostSeconds);
}, 120_000);
