import { runSmokeTest } from './run-smoke-test.ts';

// npx tsx commands/smoke-test.ts ORIGIN — asks a deployed environment what anybody may ask it.

const failed = await runSmokeTest(new URL(process.argv[2] ?? '').origin, (line) => {
  process.stdout.write(`${line}\n`);
});
process.exitCode = failed === 0 ? 0 : 1;
