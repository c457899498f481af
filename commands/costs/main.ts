import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { costTable } from './table.ts';

// npx tsx commands/costs/main.ts — writes the table of costs into docs/operations.md.

const file = join(import.meta.dirname, '../../docs/operations.md');
const between = /(<!-- costs -->\n)[^]*?(<!-- \/costs -->)/;
const replace = (_all: string, start: string, end: string) => `${start}\n${costTable()}\n\n${end}`;
writeFileSync(file, readFileSync(file, 'utf8').replace(between, replace));
execFileSync('npx', ['prettier', '--write', file], { stdio: 'inherit' });
