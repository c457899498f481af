import { compareValues, isEqual, itemSize, typeOf, type AttributeValue, type Item } from '../attribute-value.ts';
import { validationError } from '../service-error.ts';
import { valueAt, type Path } from './path.ts';
import type { Placeholders } from './placeholders.ts';
import { Reader } from './reader.ts';

export type Operand = { readonly path: Path } | { readonly value: AttributeValue } | { readonly size: Path };
type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** A condition or filter as it was read. */
export type Condition =
  | { readonly kind: 'and'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly inner: Condition }
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'between'; readonly operand: Operand; readonly low: Operand; readonly high: Operand }
  | { readonly kind: 'in'; readonly operand: Operand; readonly list: readonly Operand[] }
  | { readonly kind: 'exists'; readonly path: Path; readonly expected: boolean }
  | { readonly kind: 'type' | 'begins-with' | 'contains'; readonly operand: Operand; readonly other: Operand };

const comparisons: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=']);

/** Reads what stands in ConditionExpression, FilterExpression or KeyConditionExpression. */
export function readCondition(parameter: string, text: string, placeholders: Placeholders): Condition {
  const reader = new Reader(parameter, text, placeholders);
  const condition = either(reader);
  reader.end();
  return condition;
}

function either(reader: Reader): Condition {
  let left = both(reader);
  while (reader.accept('OR')) left = { kind: 'or', left, right: both(reader) };
  return left;
}

function both(reader: Reader): Condition {
  let left = negation(reader);
  while (reader.accept('AND')) left = { kind: 'and', left, right: negation(reader) };
  return left;
}

function negation(reader: Reader): Condition {
  if (reader.accept('NOT')) return { kind: 'not', inner: negation(reader) };
  if (reader.accept('(')) {
    const inner = either(reader);
    reader.expect(')');
    return inner;
  }
  return reader.peek(1) === '(' && !reader.isNext('SIZE') ? call(reader) : comparison(reader);
}

function call(reader: Reader): Condition {
  const name = reader.take();
  reader.expect('(');
  const condition = called(name, reader);
  reader.expect(')');
  return condition;
}

function called(name: string, reader: Reader): Condition {
  if (name === 'attribute_exists') return { kind: 'exists', path: reader.path(), expected: true };
  if (name === 'attribute_not_exists') return { kind: 'exists', path: reader.path(), expected: false };
  const kinds = { attribute_type: 'type', begins_with: 'begins-with', contains: 'contains' } as const;
  if (!Object.hasOwn(kinds, name)) throw validationError(`Invalid function name; function: ${name}`);
  const first = operand(reader);
  reader.expect(',');
  return { kind: kinds[name as keyof typeof kinds], operand: first, other: operand(reader) };
}

function comparison(reader: Reader): Condition {
  const left = operand(reader);
  if (reader.accept('BETWEEN')) {
    const low = operand(reader);
    reader.expect('AND');
    return { kind: 'between', operand: left, low, high: operand(reader) };
  }
  if (reader.accept('IN')) return { kind: 'in', operand: left, list: list(reader) };
  if (!comparisons.has(reader.peek() ?? '')) throw reader.wrong();
  return { kind: 'compare', operator: reader.take() as Comparison, left, right: operand(reader) };
}

function list(reader: Reader): Operand[] {
  reader.expect('(');
  const operands = [operand(reader)];
  while (reader.accept(',')) operands.push(operand(reader));
  reader.expect(')');
  return operands;
}

function operand(reader: Reader): Operand {
  if (reader.peek()?.startsWith(':')) return { value: reader.placeholders.value(reader.take()) };
  if (reader.peek() === 'size' && reader.peek(1) === '(') {
    reader.take();
    reader.expect('(');
    const size = reader.path();
    reader.expect(')');
    return { size };
  }
  return { path: reader.path() };
}

/** Whether a condition holds of an item, which may be absent: then it has no attributes. */
export function holds(condition: Condition, item: Item): boolean {
  const { kind } = condition;
  if (kind === 'and' || kind === 'or' || kind === 'not') return isJoined(condition, item);
  if (kind === 'between' || kind === 'in') return isAmong(condition, item);
  if (kind === 'exists') return (valueAt(item, condition.path) !== undefined) === condition.expected;
  if (kind === 'compare') {
    return compared(condition.operator, resolve(condition.left, item), resolve(condition.right, item));
  }
  return isRelated(kind, resolve(condition.operand, item), resolve(condition.other, item));
}

function isJoined(condition: Extract<Condition, { kind: 'and' | 'or' | 'not' }>, item: Item): boolean {
  if (condition.kind === 'not') return !holds(condition.inner, item);
  const { kind, left, right } = condition;
  return kind === 'and' ? holds(left, item) && holds(right, item) : holds(left, item) || holds(right, item);
}

function isAmong(condition: Extract<Condition, { kind: 'between' | 'in' }>, item: Item): boolean {
  const value = resolve(condition.operand, item);
  if (condition.kind === 'in') return condition.list.some((other) => isPresentAndEqual(value, resolve(other, item)));
  return compared('>=', value, resolve(condition.low, item)) && compared('<=', value, resolve(condition.high, item));
}

function resolve(operand: Operand, item: Item): AttributeValue | undefined {
  if ('value' in operand) return operand.value;
  if ('path' in operand) return valueAt(item, operand.path);
  const value = valueAt(item, operand.size);
  return value && { N: String(lengthOf(value)) };
}

/** What `size` says: characters of a text, bytes, or elements. */
function lengthOf(value: AttributeValue): number {
  if ('S' in value) return value.S.length;
  if ('B' in value) return Buffer.byteLength(value.B, 'base64');
  if ('M' in value) return Object.keys(value.M).length;
  const [elements] = Object.values(value) as unknown[];
  return Array.isArray(elements) ? elements.length : itemSize({ '': value });
}

function isPresentAndEqual(a: AttributeValue | undefined, b: AttributeValue | undefined): boolean {
  return a !== undefined && b !== undefined && isEqual(a, b);
}

/** With something that is absent only "unlike" holds. */
function compared(operator: Comparison, a: AttributeValue | undefined, b: AttributeValue | undefined): boolean {
  if (operator === '=') return isPresentAndEqual(a, b);
  if (operator === '<>') return !isPresentAndEqual(a, b);
  const order = a && b && compareValues(a, b);
  if (order === undefined) return false;
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

function isRelated(
  kind: 'type' | 'begins-with' | 'contains',
  value: AttributeValue | undefined,
  other: AttributeValue | undefined,
): boolean {
  if (!value || !other) return false;
  if (kind === 'contains') return contains(value, other);
  if (!('S' in other)) return false;
  return kind === 'type' ? typeOf(value) === other.S : 'S' in value && value.S.startsWith(other.S);
}

function contains(value: AttributeValue, other: AttributeValue): boolean {
  if ('S' in value) return 'S' in other && value.S.includes(other.S);
  if ('L' in value) return value.L.some((element) => isEqual(element, other));
  if ('SS' in value) return 'S' in other && value.SS.includes(other.S);
  return 'NS' in value && 'N' in other && value.NS.map(Number).includes(Number(other.N));
}
