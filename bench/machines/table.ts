import { cpus, release } from 'node:os';

/** How one blueprint did. */
export interface Row {
  blueprint: string;
  outcome: string;
  readySeconds?: number;
  steps: { id: string; seconds: number; expectedSeconds: number }[];
  checkSeconds?: number;
  output?: string;
}

const time = (seconds: number | undefined): string => (seconds === undefined ? '–' : seconds.toFixed(1));

/**
 * A page of Markdown: every blueprint with its time to ready, and every step of it next to what its file expects.
 *
 * @param load - how many programs wanted to run on average: above the number of processors, everything takes longer
 */
export function pageOfTimes(rows: readonly Row[], at: Date, load: number): string {
  const sorted = rows.toSorted((a, b) => (a.blueprint < b.blueprint ? -1 : 1));
  const whole = sorted.map(
    ({ blueprint, outcome, readySeconds, checkSeconds }) =>
      `| ${blueprint} | ${outcome} | ${time(readySeconds)} | ${time(checkSeconds)} |`,
  );
  const steps = sorted.flatMap((row) =>
    row.steps.map(
      ({ id, seconds, expectedSeconds }) => `| ${row.blueprint} | ${id} | ${time(seconds)} | ${expectedSeconds} |`,
    ),
  );
  const [cpu] = cpus();
  return `# How long each blueprint takes

Made by \`npx tsx bench/machines.ts --table docs/blueprint-times.md\` on ${at.toISOString().slice(0, 10)}: one real machine after the
other (systemd-nspawn, ${cpus().length} processors of ${cpu?.model.trim() ?? 'an unknown kind'}, Linux ${release()}, an average
load of ${load.toFixed(0)}). Each is
launched with the user-data that the service builds, installs from the package registries, is *ready* when its own check has
passed, and is logged in to with strict host-key checking. All times are in seconds.

| blueprint | outcome | launch to ready | of that the check |
| --- | --- | --: | --: |
${whole.join('\n')}

| blueprint | step | took | its file expects |
| --- | --- | --: | --: |
${steps.join('\n')}
`;
}
