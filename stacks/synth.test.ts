import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const repository = join(import.meta.dirname, '..');

/** Synthesises prod as `npm run synth` does, in a process of its own; answers the hash of each file. */
function synthesise(): Record<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), 'synth-'));
  try {
    execFileSync('npm', ['run', '--silent', 'synth'], {
      cwd: repository,
      env: { ...process.env, CLOUDAPP_ENVIRONMENT: 'prod', CDKTF_OUTDIR: outdir },
    });
    const names = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const files = names.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(outdir.length), createHash('sha256').update(readFileSync(path)).digest('hex')];
    });
    return Object.fromEntries(files) as Record<string, string>;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

it('npm run synth writes the same bytes twice, for eight stacks', () => {
  const first = synthesise();
  const second = synthesise();

  expect(second).toEqual(first);
  expect(Object.keys(first).filter((file) => file.endsWith('cdk.tf.json'))).toHaveLength(8);
});
