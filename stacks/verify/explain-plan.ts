import { readFileSync } from 'node:fs';
import { forgotten } from './emulator-limits.ts';

// Says which changes a second plan wants, and fails for those that are not what the emulator provably forgets.

interface Change {
  readonly address: string;
  readonly type: string;
  readonly change: { readonly actions: string[]; readonly before: unknown; readonly after: unknown };
}

const [, , stack = '', file = ''] = process.argv;
const { resource_changes: changes = [] } = JSON.parse(readFileSync(file, 'utf8')) as { resource_changes?: Change[] };
const wanted = changes.filter(
  ({ change }) => !change.actions.every((action) => action === 'no-op' || action === 'read'),
);
let unexplained = 0;
for (const { address, type, change } of wanted) {
  for (const attribute of changedAttributes(change)) {
    const reason = forgotten[`${type}.${attribute}`];
    if (reason === undefined) unexplained += 1;
    process.stdout.write(`${stack}: ${address}.${attribute}: ${reason ?? 'NOT EXPLAINED'}\n`);
  }
}
process.exitCode = unexplained === 0 ? 0 : 1;

function changedAttributes({ before, after }: Change['change']): string[] {
  const [old, fresh] = [before, after].map((value) => (value ?? {}) as Record<string, unknown>);
  const names = new Set([...Object.keys(old ?? {}), ...Object.keys(fresh ?? {})]);
  return [...names].filter((name) => JSON.stringify(old?.[name]) !== JSON.stringify(fresh?.[name]));
}
