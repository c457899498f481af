import { isEqual, typeOf, type AttributeValue, type Item } from '../attribute-value.ts';
import { validationError } from '../service-error.ts';
import { overlaps, valueAt, withValueAt, type Path } from './path.ts';
import type { Placeholders } from './placeholders.ts';
import { Reader } from './reader.ts';

type Term =
  | { readonly path: Path }
  | { readonly value: AttributeValue }
  | { readonly ifNotExists: Path; readonly otherwise: Term }
  | { readonly append: readonly [Term, Term] };

interface Sum {
  readonly first: Term;
  readonly operator?: '+' | '-';
  readonly second?: Term;
}

interface Action {
  readonly kind: 'SET' | 'REMOVE' | 'ADD' | 'DELETE';
  readonly path: Path;
  readonly sum?: Sum;
  readonly value?: AttributeValue;
}

export type Update = readonly Action[];

const clauses = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const;

export function readUpdate(text: string, placeholders: Placeholders): Update {
  const reader = new Reader('UpdateExpression', text, placeholders);
  const actions: Action[] = [];
  const seen = new Set<string>();
  while (reader.peek() !== undefined) {
    const kind = clauses.find((clause) => reader.accept(clause));
    if (!kind || seen.has(kind)) throw reader.wrong();
    seen.add(kind);
    do actions.push(action(kind, reader));
    while (reader.accept(','));
  }
  refuseOverlaps(actions);
  return actions;
}

function action(kind: Action['kind'], reader: Reader): Action {
  const path = reader.path();
  if (kind === 'REMOVE') return { kind, path };
  if (kind !== 'SET') return { kind, path, value: reader.placeholders.value(reader.take()) };
  reader.expect('=');
  const first = term(reader);
  const operator = (['+', '-'] as const).find((sign) => reader.accept(sign));
  return { kind, path, sum: operator ? { first, operator, second: term(reader) } : { first } };
}

function term(reader: Reader): Term {
  if (reader.peek()?.startsWith(':')) return { value: reader.placeholders.value(reader.take()) };
  if (reader.peek(1) !== '(') return { path: reader.path() };
  const name = reader.take();
  reader.expect('(');
  const result = called(name, reader);
  reader.expect(')');
  return result;
}

function called(name: string, reader: Reader): Term {
  if (name === 'if_not_exists') {
    const ifNotExists = reader.path();
    reader.expect(',');
    return { ifNotExists, otherwise: term(reader) };
  }
  if (name !== 'list_append') {
    throw validationError(`Invalid UpdateExpression: Invalid function name; function: ${name}`);
  }
  const first = term(reader);
  reader.expect(',');
  return { append: [first, term(reader)] };
}

function refuseOverlaps(actions: Update): void {
  actions.forEach(({ path }, index) => {
    if (!actions.slice(index + 1).some((other) => overlaps(path, other.path))) return;
    throw validationError('Invalid UpdateExpression: Two document paths overlap with each other');
  });
}

/** The item after an update; every value in it is taken from the item before. */
export function applyUpdate(update: Update, before: Item): Item {
  return update.reduce((item, action) => {
    const next = withValueAt(item, action.path, valueAfter(action, before));
    if (next !== undefined) return next;
    if (action.kind === 'REMOVE') return item;
    throw validationError('The document path provided in the update expression is invalid for update');
  }, before);
}

function valueAfter({ kind, path, sum, value }: Action, before: Item): AttributeValue | undefined {
  if (kind === 'REMOVE') return undefined;
  if (sum) return valueOfSum(sum, before);
  const present = valueAt(before, path);
  if (value === undefined) throw new TypeError(`${kind} without a value`);
  return kind === 'ADD' ? added(present, value) : without(present, value);
}

function valueOfSum({ first, operator, second }: Sum, before: Item): AttributeValue {
  const start = valueOf(first, before);
  if (!operator || !second) return start;
  const other = valueOf(second, before);
  if (!('N' in start) || !('N' in other)) {
    throw validationError('An operand in the update expression has an incorrect data type');
  }
  return { N: total(start.N, operator === '+' ? other.N : negated(other.N)) };
}

const negated = (number: string) => (number.startsWith('-') ? number.slice(1) : `-${number}`);

/** DynamoDB's numbers are decimal and have 38 digits; ours are exact for whole numbers, and others are refused. */
function total(a: string, b: string): string {
  const sum = Number(a) + Number(b);
  if ([Number(a), Number(b), sum].every(Number.isSafeInteger)) return String(sum);
  throw new RangeError(`The stand-in adds whole numbers up to 2^53 alone, not ${a} and ${b}`);
}

function valueOf(term: Term, before: Item): AttributeValue {
  if ('value' in term) return term.value;
  if ('ifNotExists' in term) return valueAt(before, term.ifNotExists) ?? valueOf(term.otherwise, before);
  if ('append' in term) return appended(term.append.map((part) => valueOf(part, before)));
  const value = valueAt(before, term.path);
  if (value !== undefined) return value;
  throw validationError('The provided expression refers to an attribute that does not exist in the item');
}

function appended(lists: readonly AttributeValue[]): AttributeValue {
  return {
    L: lists.flatMap((list) => {
      if ('L' in list) return list.L;
      throw validationError('An operand in the update expression has an incorrect data type');
    }),
  };
}

function added(present: AttributeValue | undefined, value: AttributeValue): AttributeValue {
  if (present === undefined) return value;
  if ('N' in present && 'N' in value) return { N: total(present.N, value.N) };
  if ('SS' in present && 'SS' in value) return { SS: [...new Set([...present.SS, ...value.SS])] };
  if ('NS' in present && 'NS' in value) return { NS: [...new Set([...present.NS, ...value.NS])] };
  throw validationError('An operand in the update expression has an incorrect data type');
}

function without(present: AttributeValue | undefined, value: AttributeValue): AttributeValue | undefined {
  if (present === undefined) return undefined;
  if ('SS' in present && 'SS' in value) return remaining('SS', present.SS, value.SS);
  if ('NS' in present && 'NS' in value) return remaining('NS', present.NS, value.NS);
  throw validationError(`An operand in the update expression has an incorrect data type: ${typeOf(value)}`);
}

/** A set without elements is no attribute. */
function remaining(kind: 'SS' | 'NS', all: readonly string[], gone: readonly string[]): AttributeValue | undefined {
  const left = all.filter((element) => !gone.includes(element));
  if (left.length === 0) return undefined;
  return kind === 'SS' ? { SS: left } : { NS: left };
}

/** The attributes that an update writes. */
export function attributesOf(update: Update): string[] {
  return update.map(({ path }) => String(path[0]));
}

/** The attributes of an item that an update changed, as UPDATED_NEW and UPDATED_OLD return them. */
export function touched(update: Update, item: Item): Item {
  const names = new Set(attributesOf(update));
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
}

/** Whether two items are the same in these attributes. */
export function isSameIn(names: readonly string[], a: Item | undefined, b: Item | undefined): boolean {
  return names.every((name) => isEqual(a?.[name], b?.[name]));
}
