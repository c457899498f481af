/** What a form asks about the key that opens a machine. */
export interface KeyValues {
  keySource: 'new' | 'saved' | 'pasted';
  savedKeyId: string;
  pastedKey: string;
}

export function initialKeyValues(canGenerate: boolean): KeyValues {
  return { keySource: canGenerate ? 'new' : 'pasted', savedKeyId: '', pastedKey: '' };
}

/** Few paste a key, and what reads one comes with the field for it. */
async function problemOfPasted(key: string): Promise<string | null> {
  const { pastedKeyProblem } = await import('./pasted-key-problem.ts');
  return pastedKeyProblem(key);
}

/** Problems worth telling before asking the server; it checks again. */
export const keyValidation = {
  savedKeyId: (id: string, { keySource }: KeyValues) =>
    keySource === 'saved' && id === '' ? 'Choose one of your keys.' : null,
  pastedKey: (key: string, { keySource }: KeyValues) => (keySource === 'pasted' ? problemOfPasted(key) : null),
};
