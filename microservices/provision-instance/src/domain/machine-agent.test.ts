import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { printableLines } from '@cloudapp/contracts/terminal-text';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const machine = join(import.meta.dirname, '..', '..', 'machine');
const hasPython = spawnSync('python3', ['--version']).status === 0;

describe.skipIf(!hasPython)('the machine agent', () => {
  it.for(['agent_test.py', 'keys_test.py', 'disk_test.py', 'usage_test.py'])(
    'passes its own tests, %s',
    { timeout: 180_000 },
    (tests, { skip }) => {
      const { status, stderr } = spawnSync('python3', ['-B', tests, '--verbose'], { cwd: machine, encoding: 'utf8' });

      expect(stderr).toMatch(/Ran \d+ tests/);
      expect({ status, stderr }).toMatchObject({ status: 0 });
      const reason = / skipped (.+)$/m.exec(stderr)?.[1];
      skip(reason !== undefined, `the others pass; ${reason ?? ''}`);
    },
  );

  it('cleans what scripts print as the receiver does', () => {
    const unit = fc.oneof(
      fc.constantFrom(
        '\x1B',
        '\x1B[',
        '\x1B]',
        '\x1BP',
        '\x1B\\',
        '\x9C',
        '\x07',
        '\r',
        '\n',
        '\u2028',
        '\u202E',
        '\uFFFE',
      ),
      fc.integer({ min: 0, max: 0xff }).map((point) => String.fromCodePoint(point)),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    );
    const texts = fc.sample(fc.string({ unit, maxLength: 60 }), 3000).map((text) => text.replaceAll(/\p{Cs}/gu, ''));
    const program =
      'import json, sys; from scripts import clean; json.dump([clean(t) for t in json.load(sys.stdin)], sys.stdout)';

    const { stdout, stderr } = spawnSync('python3', ['-B', '-c', program], {
      cwd: machine,
      encoding: 'utf8',
      input: JSON.stringify(texts),
    });

    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual(texts.map(printableLines));
  });
});
