import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const machine = join(import.meta.dirname, '..', '..', 'machine');
const hasPython = spawnSync('python3', ['--version']).status === 0;

describe.skipIf(!hasPython)('the machine agent', () => {
  it('passes its own tests, agent_test.py', { timeout: 180_000 }, () => {
    const { status, stderr } = spawnSync('python3', ['-B', 'agent_test.py'], { cwd: machine, encoding: 'utf8' });

    expect(stderr).toMatch(/Ran \d\d tests/);
    expect({ status, stderr }).toMatchObject({ status: 0 });
  });
});
