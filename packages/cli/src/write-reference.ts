import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commands } from './commands.ts';
import { reference, referenceHeading } from './reference.ts';

const path = join(import.meta.dirname, '../../../docs/command-line.md');
const [introduction = ''] = (await readFile(path, 'utf8')).split(`${referenceHeading}\n`);
await writeFile(path, introduction + reference(commands));
