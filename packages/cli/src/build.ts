import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleCommandLine } from './bundle.ts';

const folder = join(import.meta.dirname, '../dist');
await mkdir(folder, { recursive: true });
await writeFile(join(folder, 'cloudapp.mjs'), await bundleCommandLine(), { mode: 0o755 });
