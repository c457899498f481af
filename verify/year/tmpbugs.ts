import { bugsOfYear } from './bugs-of-year.ts';
import { findBugOfYear } from './find-bug-of-year.ts';
const only = process.argv[2];
for (const [i, bug] of bugsOfYear.entries()) {
  if (only && i % 2 !== Number(only)) continue;
  const t = process.cpuUsage().user;
  const f = await findBugOfYear(bug, 1000);
  console.log(((process.cpuUsage().user - t) / 1e6).toFixed(1), bug.name, '|', f?.stretch, f?.what);
}
