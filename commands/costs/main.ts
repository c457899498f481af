import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { costTable } from './table.ts';

// npm run costs — shows the table of costs, and writes it into docs/operations.md.

const file = join(import.meta.dirname, '../../docs/operations.md');
const between = /(<!-- costs -->\n)[^]*?(<!-- \/costs -->)/;
const table = costTable();
const replace = (_all: string, start: string, end: string) => `${start}\n${table}\n\n${end}`;
process.stdout.write(`${table}\n`);
writeFileSync(file, readFileSync(file, 'utf8').replace(between, replace));
execFileSync('npx', ['prettier', '--write', file], { stdio: 'inherit' });
