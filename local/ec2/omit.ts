/** A copy without the named properties. */
export function omit<T extends object, K extends keyof T>(value: T, ...names: K[]): Omit<T, K> {
  const left = { ...value };
  for (const name of names) Reflect.deleteProperty(left, name);
  return left;
}
