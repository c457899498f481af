import { readSshPublicKey } from '@cloudapp/contracts/ssh-public-key';

/** What is wrong with a pasted key, in a sentence; null when a machine can be given it. */
export function pastedKeyProblem(text: string): string | null {
  if (text.trim() === '') return 'Paste your public key.';
  const key = readSshPublicKey(text);
  return 'line' in key ? null : `This key ${key.reason}.${key.isPrivate ? ' Nothing of it was sent.' : ''}`;
}
