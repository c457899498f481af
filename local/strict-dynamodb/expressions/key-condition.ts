import { isEqual, type AttributeValue } from '../attribute-value.ts';
import { validationError } from '../service-error.ts';
import { readCondition, type Condition, type Operand } from './condition.ts';
import type { Placeholders } from './placeholders.ts';

export interface KeyNames {
  readonly partitionKey: string;
  readonly sortKey?: string | undefined;
}

export interface KeyCondition {
  readonly partition: AttributeValue;
  /** What is asked of the sort key, if anything. */
  readonly sort?: Condition;
}

/** Reads what a Query asks of a key: one value of the partition key, and at most one condition of the sort key. */
export function readKeyCondition(text: string, placeholders: Placeholders, keys: KeyNames): KeyCondition {
  const conditions = parts(readCondition('KeyConditionExpression', text, placeholders));
  const ofPartition = conditions.filter((condition) => attributeOf(condition) === keys.partitionKey);
  const [sort, ...others] = conditions.filter((condition) => !ofPartition.includes(condition));
  const partition = fixedValue(ofPartition[0]);
  if (!partition) throw missing(keys.partitionKey);
  if (ofPartition.length > 1 || others.length > 0) {
    throw validationError('KeyConditionExpressions must only contain one condition per key');
  }
  if (!sort) return { partition };
  if (keys.sortKey === undefined || attributeOf(sort) !== keys.sortKey) {
    throw missing(keys.sortKey ?? keys.partitionKey);
  }
  return { partition, sort };
}

function missing(key: string): Error {
  return validationError(`Query condition missed key schema element: ${key}`);
}

function fixedValue(condition: Condition | undefined): AttributeValue | undefined {
  const isFixed = condition?.kind === 'compare' && condition.operator === '=' && 'value' in condition.right;
  return isFixed && 'value' in condition.right ? condition.right.value : undefined;
}

/** Conditions joined by AND; nothing else joins conditions of keys. */
function parts(condition: Condition): Condition[] {
  if (condition.kind === 'and') return [...parts(condition.left), ...parts(condition.right)];
  const isAllowed =
    (condition.kind === 'compare' && condition.operator !== '<>') ||
    condition.kind === 'between' ||
    condition.kind === 'begins-with';
  if (!isAllowed) throw validationError('Invalid operator used in KeyConditionExpression');
  return [condition];
}

function attributeOf(condition: Condition): string | undefined {
  const operand = 'left' in condition && 'operator' in condition ? condition.left : undefined;
  const subject = operand ?? ('operand' in condition ? condition.operand : undefined);
  return subject && 'path' in subject && subject.path.length === 1 ? String(subject.path[0]) : undefined;
}

/** The least and the greatest value of the sort key that can meet a condition, so that a Query need not look at all. */
export function rangeOf(sort: Condition | undefined): { low?: AttributeValue; high?: AttributeValue } {
  if (sort?.kind === 'between') return { ...bound('low', sort.low), ...bound('high', sort.high) };
  if (sort?.kind === 'begins-with') return bound('low', sort.other);
  if (sort?.kind !== 'compare') return {};
  return {
    ...(sort.operator.startsWith('<') ? {} : bound('low', sort.right)),
    ...(sort.operator.startsWith('>') ? {} : bound('high', sort.right)),
  };
}

function bound(end: 'low' | 'high', operand: Operand): { low?: AttributeValue; high?: AttributeValue } {
  return 'value' in operand ? { [end]: operand.value } : {};
}

/** Whether a key has a value that a condition fixes. */
export function isPartition(value: AttributeValue | undefined, wanted: AttributeValue): boolean {
  return value !== undefined && isEqual(value, wanted);
}
