import { expect, it } from 'vitest';
import { addTotals, noTotals, packTotals, totalsBytes, totalsOf, unpackTotals } from './usage-totals.ts';

const sample = (cpu: number, memory: number) => ({
  ...{ cpu, memory, disk: 30, load: 0, terminals: 0, isTyping: false, connections: 0, jobs: 0, networkKb: 0 },
});
const isIdle = ({ cpu }: { readonly cpu: number }) => cpu < 5;

it('counts each minute in the range that it lies in, its upper end included', () => {
  const { cpu, memory } = totalsOf([sample(0, 5), sample(5, 5.5), sample(5.5, 40), sample(100, 40.5)], isIdle);

  expect(cpu).toEqual([2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  expect(memory).toEqual([1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0]);
});

it('tells the idle minutes and the busiest one', () => {
  const totals = totalsOf([sample(1, 70), sample(4.5, 20), sample(60, 30)], isIdle);

  expect(totals).toMatchObject({ idleMinutes: 2, mostCpu: 60, mostMemory: 70 });
});

it('of two times are what they would be of both together', () => {
  const [one, other] = [[sample(1, 70), sample(99.5, 3)], [sample(30, 100)]];

  const sum = addTotals(totalsOf(one, isIdle), totalsOf(other, isIdle));

  expect(sum).toEqual(totalsOf([...one, ...other], isIdle));
  expect(addTotals(noTotals, sum)).toEqual(sum);
});

it('are the same after they were stored, also of three years', () => {
  const years = { ...noTotals, idleMinutes: 65_535, mostCpu: 99.5, mostMemory: 100, cpu: [...noTotals.cpu] };
  years.cpu[10] = 65_535;
  years.cpu[0] = 256;

  const bytes = packTotals(years);

  expect(bytes).toHaveLength(totalsBytes);
  expect(unpackTotals(bytes)).toEqual(years);
});

it('count no further than there is room', () => {
  const longer = { ...noTotals, idleMinutes: 70_000 };

  expect(unpackTotals(packTotals(longer)).idleMinutes).toBe(65_535);
});
