import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// npx tsx leftovers.ts EMULATOR-STATE PROJECT

const [, , emulatorState = '', project = ''] = process.argv;
console.log(emulatorState, project, readdirSync(emulatorState), readFileSync(join(emulatorState, 'sqs.json'), 'utf8'));
