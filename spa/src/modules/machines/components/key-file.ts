/** What names of keys begin with that a page made. */
export const madeHere = 'cloudapp-';

/** The file of a key that a page made, by the key's name; undefined of keys that people brought. */
export function keyFileOf(keyName: string | undefined): string | undefined {
  return keyName?.startsWith(madeHere) === true ? keyName : undefined;
}
