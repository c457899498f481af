import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bundleCommandLine } from './bundle.ts';

it('is one file that runs by itself, wherever it lies, and ends as it should', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cloudapp-bundle-'));
  const file = join(folder, 'cloudapp.mjs');
  try {
    await writeFile(file, await bundleCommandLine(), { mode: 0o755 });
    const env = { PATH: process.env['PATH'] ?? '', HOME: folder };

    expect(execFileSync(file, ['--help'], { cwd: folder, env, encoding: 'utf8' })).toMatch(/^Usage: cloudapp COMMAND/);
    expect(() => execFileSync(file, ['ls'], { cwd: folder, env, stdio: 'pipe' })).toThrow(
      expect.objectContaining({ status: 3 }) as Error,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
