import { runYear } from './run-year.ts';
const [seed, days, machines, dis] = process.argv.slice(2).map(Number);
const t=performance.now();
const o = await runYear({seed: seed!, begin: new Date(process.env.BEGIN ?? '2028-02-21T00:00:00Z'), days: days!, machines: machines!, disastersEveryDays: dis || Infinity, deedsEveryHours: 30, looksEveryHours: Number(process.env.LOOKS ?? 6), isHasty: !!process.env.HASTY});
console.log(o, Math.round(performance.now()-t)/1000);
