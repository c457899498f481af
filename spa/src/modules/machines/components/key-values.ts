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
