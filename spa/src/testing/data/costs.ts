import type { CostReport, CostsByMonth } from '@cloudapp/contracts/costs';
import type { User } from '@cloudapp/contracts/user';

/** Thirteen months to November 2026; nothing cost anything before August. */
export function costsByMonth(): CostsByMonth {
  const months = [
    ...['2025-11', '2025-12', ...['01', '02', '03', '04', '05', '06', '07'].map((month) => `2026-${month}`)],
    ...['2026-08', '2026-09', '2026-10', '2026-11'],
  ];
  const costs: Readonly<Record<string, number>> = {
    '2026-08': 12.4,
    '2026-09': 96.31,
    '2026-10': 131.02,
    '2026-11': 104.5,
  };
  return { months: months.map((month) => ({ month, cost: costs[month] ?? 0 })) };
}

/** A month of which the first person cost most. */
export function costReport(month: string, by: string | null, users: readonly User[]): CostReport {
  const people = users.slice(0, 4).map(({ id, name, email }, place) => ({
    id,
    name,
    email,
    cost: [48.2, 31.05, 20.1, 0.004][place] ?? 0,
    before: [40, 31.05, 0, 2][place] ?? 0,
  }));
  const blueprints = [
    { id: 'postgresql', cost: 60.5, before: 71.2 },
    { id: 'nodejs', cost: 44, before: 59.82 },
  ];
  const lines = {
    person: [...people, { id: `usr_${'9'.repeat(26)}`, cost: 0.5, before: 0 }],
    blueprint: blueprints,
    group: [{ id: 'Simulation', cost: 80.25, before: 71.2 }],
    'cost-centre': [{ id: '4711-A', cost: 80.25, before: 71.2 }],
  };
  const kind = by !== null && Object.hasOwn(lines, by) ? (by as CostReport['by']) : 'person';
  const isPartOnly = kind === 'group' || kind === 'cost-centre';
  return {
    month,
    by: kind,
    total: costsByMonth().months.find((one) => one.month === month)?.cost ?? 0,
    lines: lines[kind],
    further: { lines: 0, cost: 0 },
    unassigned: isPartOnly ? 24.25 : 0,
  };
}
