/**
 * Methods of Java's String, List and Map that templates may call on their values: API Gateway's Velocity runs on Java, the
 * one here on JavaScript. A method that is on neither list renders as its own text, as Velocity does, and is seen at once.
 */
type Method = (value: never, ...parameters: never[]) => unknown;

const ofStrings: Record<string, (value: string, ...parameters: string[]) => unknown> = {
  equals: (value, other) => value === other,
  equalsIgnoreCase: (value, other = '') => value.toLowerCase() === other.toLowerCase(),
  contains: (value, part = '') => value.includes(part),
  isEmpty: (value) => value === '',
  length: (value) => value.length,
  matches: (value, pattern = '') => new RegExp(`^(?:${pattern})$`).test(value),
  replace: (value, from = '', to = '') => value.replaceAll(from, () => to),
  replaceAll: (value, pattern = '', replacement = '') => value.replaceAll(new RegExp(pattern, 'g'), replacement),
  toLowerCase: (value) => value.toLowerCase(),
  toString: (value: string) => value,
};

const ofLists: Record<string, (value: unknown[], ...parameters: unknown[]) => unknown> = {
  isEmpty: (value) => value.length === 0,
  size: (value) => value.length,
  contains: (value, item) => value.includes(item),
  get: (value, index) => value[Number(index)],
};

const ofMaps: Record<string, (value: Record<string, unknown>, ...parameters: string[]) => unknown> = {
  isEmpty: (value) => Object.keys(value).length === 0,
  size: (value) => Object.keys(value).length,
  containsKey: (value, key = '') => Object.hasOwn(value, key),
  get: (value, key = '') => (Object.hasOwn(value, key) ? value[key] : undefined),
  keySet: (value) => Object.keys(value),
};

const ofOthers: Record<string, (value: unknown, ...parameters: unknown[]) => unknown> = {
  equals: (value, other) => value === other,
  toString: String,
};

export function javaMethod(name: string, value: unknown): ((parameters: readonly unknown[]) => unknown) | undefined {
  const methods: Record<string, Method> = methodsOf(value);
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  return method && ((parameters) => (method as (...all: unknown[]) => unknown)(value, ...parameters));
}

function methodsOf(value: unknown): Record<string, Method> {
  if (typeof value === 'string') return ofStrings;
  if (Array.isArray(value)) return ofLists;
  const isMap =
    typeof value === 'object' && value !== null && !Object.values(value).some((one) => typeof one === 'function');
  return isMap ? ofMaps : typeof value === 'object' ? {} : ofOthers;
}
