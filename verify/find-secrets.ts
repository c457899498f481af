import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

// npx tsx find-secrets.ts FILE… — fails when a plan or a state (JSON) holds something that is a secret by name or by looks.

/** Names of attributes whose values are secrets, as providers give them. */
const secretName = /(^|_)(password|secret|secret_key|private_key(_pem)?|token|auth_token|secret_string)$/i;
const secretValue =
  /AKIA[0-9A-Z]{16}|ASIA[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY-----|eyJ[\w-]{20,}\.[\w-]{20,}\.[\w-]{20,}/;
/** The web ACL's version, by which two edits at once are told from each other. */
const harmless: ReadonlySet<string> = new Set(['lock_token', 'automount_service_account_token']);

let faults = 0;
let values = 0;
for (const file of process.argv.slice(2)) look(JSON.parse(readFileSync(file, 'utf8')), '', basename(file));
process.stdout.write(`${values} values in ${process.argv.length - 2} plans and states, ${faults} of them a secret\n`);
process.exitCode = faults === 0 ? 0 : 1;

function look(value: unknown, name: string, place: string): void {
  if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      // A list's members are known by the name of the list.
      look(inner, Array.isArray(value) ? name : key, `${place}.${key}`);
    }
    return;
  }
  if (typeof value !== 'string' || value === '') return;
  values += 1;
  const isNamedSo = secretName.test(name) && !harmless.has(name);
  if (!isNamedSo && !secretValue.test(value)) return;
  faults += 1;
  process.stdout.write(`SECRET: ${place}\n`);
}
