import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// npx tsx checkov-input.ts FOLDER — leaves of each stack below it what checkov can read: its reader of Terraform's JSON knows data and
// resources, and stumbles over what else a stack says.

const [folder = ''] = process.argv.slice(2);

for (const stack of readdirSync(folder)) {
  const file = join(folder, stack, 'cdk.tf.json');
  const { data, resource } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  writeFileSync(file, JSON.stringify({ data, resource }, undefined, 2));
}
