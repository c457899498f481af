#!/usr/bin/env node
import { commands } from './commands.ts';
import { runLine } from './run.ts';
import { surroundingsOf } from './surroundings-of.ts';

const { surroundings, close } = surroundingsOf(process);
process.exitCode = await runLine(commands, process.argv.slice(2), surroundings);
close();
