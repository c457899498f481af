import { measureFirstLoads } from './build/measure-first-loads.ts';

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1).padStart(6);

const { loads, withSchemas } = await measureFirstLoads();
for (const { page, bytes, limit } of loads) {
  const isTooLarge = bytes > limit;
  console.log(`${isTooLarge ? 'TOO LARGE' : 'ok       '} ${kilobytes(bytes)} of ${limit / 1000} kB  ${page}`);
  if (isTooLarge) process.exitCode = 1;
}
// A constant that is imported from beside a schema brings 90 kB along; `import type` brings none.
for (const file of withSchemas) {
  console.log(`TOO LARGE  ${file} holds the schemas of the contracts, which pages have no use for`);
  process.exitCode = 1;
}
