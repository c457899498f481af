import { smokeTest } from './smoke-test.ts';

// npx tsx commands/smoke-test/main.ts ORIGIN — asks a deployed environment what anybody may ask it.

const failed = await smokeTest(new URL(process.argv[2] ?? '').origin, (line) => {
  process.stdout.write(`${line}\n`);
});
process.exitCode = failed === 0 ? 0 : 1;
