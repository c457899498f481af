import { readFileSync } from 'node:fs';
import { forgotten, leftOut, replaced } from './emulator-limits.ts';
import { wishesOf, type Plan, type Wish } from './plan.ts';

// npx tsx explain-plan.ts MODE FILE… — says what plans want, and fails for what is not listed in emulator-limits.ts.
// MODE `again`: plans of what was just deployed, which want nothing but what the emulator forgets.
// MODE `whole`: plans of the very stacks of `prod`, which make what was left out, every type of it, and nothing else new.

const [, , mode = '', ...files] = process.argv;
const isWhole = mode === 'whole';
const wishes = files.flatMap((file) => wishesOf(JSON.parse(readFileSync(file, 'utf8')) as Plan));
const counts = new Map<string, number>();
let faults = 0;

for (const wish of wishes) {
  const reason = reasonOf(wish);
  const what = wish.action === 'change' ? `${wish.type}.${wish.attribute}` : `${wish.action} ${wish.type}`;
  if (reason === undefined) fault(`${wish.address}: ${what}`);
  else if (!isWhole || wish.action === 'create')
    counts.set(`${what}: ${reason}`, (counts.get(`${what}: ${reason}`) ?? 0) + 1);
}
if (!isWhole) {
  const changed = new Set(wishes.map(({ type, attribute }) => `${type}.${attribute}`));
  for (const known of Object.keys(forgotten)) if (!changed.has(known)) fault(`${known} is listed, but not forgotten`);
} else {
  const planned = new Set(wishes.filter(({ action }) => action === 'create').map(({ type }) => type));
  for (const type of Object.keys(leftOut))
    if (!planned.has(type)) fault(`${type} was left out and is not planned either`);
}
for (const [text, count] of [...counts].sort()) process.stdout.write(`${String(count).padStart(4)} × ${text}\n`);
for (const [what, reason] of isWhole ? [] : Object.entries(replaced))
  process.stdout.write(`     otherwise than on AWS: ${what}: ${reason}\n`);
process.exitCode = faults === 0 ? 0 : 1;

function fault(text: string): void {
  faults += 1;
  process.stdout.write(`NOT EXPLAINED: ${text}\n`);
}

function reasonOf({ action, type, attribute }: Wish): string | undefined {
  if (!isWhole) return action === 'change' ? forgotten[`${type}.${attribute}`] : undefined;
  if (action === 'change') return 'protected against deletion, or deployed in another way here';
  return action === 'create' ? leftOut[type] : undefined;
}
