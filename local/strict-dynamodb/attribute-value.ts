/** A value as DynamoDB's JSON has it: one member, named for its type. */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] }
  | { readonly L: readonly AttributeValue[] }
  | { readonly M: Item };

/** An item, or a map within one. Stored items are never changed, only replaced, so that tables and indexes can share them. */
export type Item = Readonly<Record<string, AttributeValue>>;

export type TypeName = 'S' | 'N' | 'B' | 'BOOL' | 'NULL' | 'SS' | 'NS' | 'BS' | 'L' | 'M';

export function typeOf(value: AttributeValue): TypeName {
  for (const name in value) return name as TypeName;
  throw new TypeError('A value without a type');
}

/** Numbers of one value are equal however they are written; sets are without their order. */
function canonical(value: AttributeValue): unknown {
  if ('N' in value) return { N: Number(value.N) };
  if ('NS' in value) return { NS: value.NS.map(Number).sort((a, b) => a - b) };
  if ('SS' in value) return { SS: value.SS.toSorted() };
  if ('BS' in value) return { BS: value.BS.toSorted() };
  if ('L' in value) return { L: value.L.map(canonical) };
  if ('M' in value) {
    const entries = Object.entries(value.M).sort(([a], [b]) => (a < b ? -1 : 1));
    return { M: entries.map(([name, inner]) => [name, canonical(inner)]) };
  }
  return value;
}

export function isEqual(a: AttributeValue | undefined, b: AttributeValue | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  if ('S' in a && 'S' in b) return a.S === b.S;
  return typeOf(a) === typeOf(b) && JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));
}

/** The order of two strings by their UTF-8 bytes, which is that of their code points. */
export function compareText(a: string, b: string): number {
  // UTF-16 agrees with UTF-8 unless a character beyond the basic plane is met.
  if (!/[\ud800-\udfff]/.test(a) && !/[\ud800-\udfff]/.test(b)) return a < b ? -1 : Number(a > b);
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** The order of two values of one type that has an order; undefined of any others, of which no comparison holds. */
export function compareValues(a: AttributeValue, b: AttributeValue): number | undefined {
  if ('S' in a && 'S' in b) return compareText(a.S, b.S);
  if ('N' in a && 'N' in b) return Number(a.N) - Number(b.N);
  if ('B' in a && 'B' in b) return Buffer.compare(Buffer.from(a.B, 'base64'), Buffer.from(b.B, 'base64'));
  return undefined;
}

const elementOverhead = 1;
const collectionOverhead = 3;

function numberSize(number: string): number {
  const digits = number
    .replace(/e.*$/i, '')
    .replace(/^-/, '')
    .replace('.', '')
    .replace(/^0+|0+$/g, '');
  return Math.ceil(digits.length / 2) + 1 + (number.startsWith('-') ? 1 : 0);
}

const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);

const binarySize = (value: string) => Buffer.byteLength(value, 'base64');

function valueSize(value: AttributeValue): number {
  if ('S' in value) return Buffer.byteLength(value.S);
  if ('N' in value) return numberSize(value.N);
  if ('B' in value) return binarySize(value.B);
  if ('L' in value) return collectionOverhead + sum(value.L.map((inner) => elementOverhead + valueSize(inner)));
  if ('M' in value) return collectionOverhead + Object.keys(value.M).length * elementOverhead + itemSize(value.M);
  return setSize(value);
}

function setSize(value: Exclude<AttributeValue, { S: string } | { N: string } | { M: Item }>): number {
  if ('SS' in value) return sum(value.SS.map((text) => Buffer.byteLength(text)));
  if ('NS' in value) return sum(value.NS.map(numberSize));
  if ('BS' in value) return sum(value.BS.map(binarySize));
  return 1;
}

/**
 * Bytes of an item: names and values in UTF-8, a number a byte for two digits and one more, lists and maps three and one an
 * element. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemSize(item: Item): number {
  let size = 0;
  for (const name in item) {
    const value = item[name];
    if (value !== undefined) size += Buffer.byteLength(name) + valueSize(value);
  }
  return size;
}
