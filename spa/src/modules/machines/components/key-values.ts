import { foldText } from '@cloudapp/contracts/fold-text';
import { readSshPublicKey } from '@cloudapp/contracts/ssh-public-key';

/** What a form asks about the key that opens a machine. */
export interface KeyValues {
  keySource: 'new' | 'saved' | 'pasted';
  savedKeyId: string;
  pastedKey: string;
}

export function initialKeyValues(canGenerate: boolean): KeyValues {
  return { keySource: canGenerate ? 'new' : 'pasted', savedKeyId: '', pastedKey: '' };
}

/** What is wrong with a pasted key, in a sentence; null when a machine can be given it. */
export function pastedKeyProblem(text: string): string | null {
  if (text.trim() === '') return 'Paste your public key.';
  const key = readSshPublicKey(text);
  return 'line' in key ? null : `This key ${key.reason}.${key.isPrivate ? ' Nothing of it was sent.' : ''}`;
}

/** Problems worth telling before asking the server; it checks again. */
export const keyValidation = {
  savedKeyId: (id: string, { keySource }: KeyValues) =>
    keySource === 'saved' && id === '' ? 'Choose one of your keys.' : null,
  pastedKey: (key: string, { keySource }: KeyValues) => (keySource === 'pasted' ? pastedKeyProblem(key) : null),
};

/** The longest part of a machine's name in its key's file name. */
const longestSlug = 40;

const madeHere = 'cloudapp-';

/**
 * The file that holds a key's private part, named like the key. Letters that not every system takes in a file name are left out, all
 * of them in most scripts: what keeps two files apart is `unique`.
 */
export function keyFileName(machineName: string, unique: string): string {
  const slug = foldText(machineName)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longestSlug)
    .replace(/^-|-$/g, '');
  return `${madeHere}${[slug === '' ? 'machine' : slug, unique].join('-')}`;
}

/** The file of a key that a page made, by the key's name; undefined of keys that people brought. */
export function keyFileOf(keyName: string | undefined): string | undefined {
  return keyName?.startsWith(madeHere) === true ? keyName : undefined;
}
