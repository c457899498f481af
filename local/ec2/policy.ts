import type { PolicyDocument, PolicyStatement } from '../../stacks/permissions/permissions.ts';
import type { Fact } from './request-facts.ts';
import { isLike } from './wildcard.ts';

type Operator = (actual: string[], expected: string[]) => boolean;

const anyEqual: Operator = (actual, expected) => actual.some((value) => expected.includes(value));
const anyLike: Operator = (actual, expected) =>
  actual.some((value) => expected.some((pattern) => isLike(value, pattern)));

const operators: Record<string, Operator> = {
  StringEquals: anyEqual,
  StringLike: anyLike,
  ArnEquals: anyLike,
  ArnLike: anyLike,
  Bool: anyEqual,
  NumericEquals: anyEqual,
  NumericLessThanEquals: (actual, expected) => actual.some((value) => Number(value) <= Number(expected[0])),
  StringNotEquals: (actual, expected) => !anyEqual(actual, expected),
  StringNotLike: (actual, expected) => !anyLike(actual, expected),
  Null: (actual, expected) => String(actual.length === 0) === expected[0],
  'ForAllValues:StringEquals': (actual, expected) => actual.every((value) => expected.includes(value)),
  'ForAnyValue:StringEquals': anyEqual,
};

/** IAM's answer for one fact: allowed by some statement and denied by none. */
export function isAllowed(documents: readonly PolicyDocument[], fact: Fact): boolean {
  const matching = documents.flatMap(({ Statement }) => Statement).filter((statement) => applies(statement, fact));
  return matching.length > 0 && matching.every(({ Effect }) => Effect === 'Allow');
}

function applies(statement: PolicyStatement, fact: Fact): boolean {
  return (
    [statement.Action].flat().some((pattern) => isLike(fact.action.toLowerCase(), pattern.toLowerCase())) &&
    [statement.Resource].flat().some((pattern) => isLike(fact.resource, pattern)) &&
    meetsConditions(statement, fact)
  );
}

/** An operator that is not known here does not hold: refused, and seen, rather than let through. */
function meetsConditions({ Condition }: PolicyStatement, fact: Fact): boolean {
  return Object.entries(Condition ?? {}).every(([name, tests]) =>
    Object.entries(tests).every(([key, expected]) => {
      const actual = [fact.context[key] ?? []].flat();
      if (name.endsWith('IfExists') && actual.length === 0) return true;
      const operator = operators[name.replace(/IfExists$/, '')];
      return operator?.(actual, [expected].flat()) ?? false;
    }),
  );
}
