import type { CostKind } from '@cloudapp/contracts/costs';

/** By what costs are told: as the choice says it, how the list is called, and what the rest is of which nobody of the kind is known. */
export const costKinds: Readonly<Record<CostKind, { choice: string; list: string; rest: string }>> = {
  person: { choice: 'By person', list: 'People', rest: 'From before costs were kept by person' },
  blueprint: { choice: 'By blueprint', list: 'Blueprints', rest: 'Of no blueprint' },
  group: { choice: 'By group', list: 'Groups', rest: 'Without a group' },
  'cost-centre': { choice: 'By cost centre', list: 'Cost centres', rest: 'Without a cost centre' },
};

/** What an address says is one of them, or people. */
export function costKindOf(text: string | null): CostKind {
  return text !== null && Object.hasOwn(costKinds, text) ? (text as CostKind) : 'person';
}
