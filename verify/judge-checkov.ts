import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// npx tsx judge-checkov.ts RESULT — fails for checks that failed and are not in checkov-exceptions.json, for exceptions that
// nothing needs any more, and for too many of them.

const mostExceptions = 18;

interface Result {
  readonly summary?: { readonly passed: number; readonly failed: number; readonly parsing_errors: number };
  readonly results?: { readonly failed_checks: readonly { check_id: string; check_name: string; resource: string }[] };
}

const exceptions = JSON.parse(readFileSync(join(import.meta.dirname, 'checkov-exceptions.json'), 'utf8')) as Record<
  string,
  string
>;
const found = new Map<string, { name: string; resources: string[] }>();
let faults = 0;

const { summary, results } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Result;
const passed = summary?.passed ?? 0;
if (passed === 0 || (summary?.parsing_errors ?? 0) > 0) fault('the stacks could not be read by checkov');
for (const { check_id: id, check_name: name, resource } of results?.failed_checks ?? []) {
  const known = found.get(id) ?? { name, resources: [] };
  known.resources.push(resource);
  found.set(id, known);
}
for (const [id, { name, resources }] of found) {
  if (exceptions[id] === undefined) fault(`${id} (${name}): ${resources.join(', ')}`);
  else process.stdout.write(`${id}: ${resources.length} × ${name}: ${exceptions[id]}\n`);
}
for (const id of Object.keys(exceptions)) if (!found.has(id)) fault(`${id} is listed, but nothing fails it`);
if (Object.keys(exceptions).length > mostExceptions) fault(`more than ${mostExceptions} exceptions are listed`);
process.stdout.write(`checkov: ${passed} checks passed, ${found.size} kinds failed and are listed\n`);
process.exitCode = faults === 0 ? 0 : 1;

function fault(text: string): void {
  faults += 1;
  process.stdout.write(`NOT LISTED: ${text}\n`);
}
