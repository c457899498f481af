import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { machineFileNames } from './user-data.ts';
import { withoutProse } from './without-prose.ts';

const machine = join(import.meta.dirname, '..', '..', 'machine');
const programs = machineFileNames.filter((name) => name.endsWith('.py'));
const sourceOf = (name: string) => readFileSync(join(machine, name), 'utf8');
const hasPython = spawnSync('python3', ['--version']).status === 0;

/** Prints what Python makes of a program, without texts that are there for nothing. */
const treeOf = `
import ast, sys
def is_prose(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
tree = ast.parse(sys.stdin.read())
for node in ast.walk(tree):
    if isinstance(getattr(node, "body", None), list):
        node.body = [part for part in node.body if not is_prose(part)]
print(ast.dump(tree))
`;

function parsed(program: string): string {
  const { stdout, stderr } = spawnSync('python3', ['-c', treeOf], { input: program, encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout;
}

describe('a program without prose', () => {
  it.skipIf(!hasPython).each(programs)('is the same program: %s', (name) => {
    expect(parsed(withoutProse(sourceOf(name)))).toBe(parsed(sourceOf(name)));
  });

  it.each(programs)('is shorter by a twelfth at least: %s', (name) => {
    const program = sourceOf(name);

    expect(withoutProse(program).length).toBeLessThan((program.length * 11) / 12);
    expect(withoutProse(program)).not.toMatch(/^\s*# /m);
  });

  it('keeps what only looks like a comment, and bodies that are nothing but prose', () => {
    const program =
      '#!/usr/bin/env python3\n"""One."""\n\n# two\nclass A:\n    """Three\n\n    # four.\n    """\n\nx = "# five"  # six\n';

    expect(withoutProse(program)).toBe('#!/usr/bin/env python3\n""\nclass A:\n    ""\nx = "# five"  # six\n');
  });
});
