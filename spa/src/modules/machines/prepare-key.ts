import type { ChosenKey } from '@cloudapp/contracts/instance';
import type { SshKey } from '@cloudapp/contracts/ssh-key';
import { readSshPublicKey } from '@cloudapp/contracts/ssh-public-key';
import { generateKey } from '../../lib/ssh-key/generate-key.ts';
import { keyIdOf } from '../../lib/ssh-key/key-id.ts';
import { keyFileName } from './components/key-file-name.ts';
import type { KeyValues } from './components/key-values.ts';
import type { PendingKey } from './key-store.ts';

/** A key as it is sent for a machine, and its private half where it was made here. */
export interface PreparedKey {
  readonly chosen: ChosenKey;
  readonly made?: PendingKey;
}

/** Eight hexadecimal digits. */
function randomText(): string {
  return crypto.randomUUID().slice(0, 8);
}

/** Makes, reads or finds the key that a form asks for. */
export async function prepareKey(
  values: KeyValues,
  machineName: string,
  savedKeys: readonly SshKey[],
): Promise<PreparedKey> {
  if (values.keySource === 'new') {
    const fileName = keyFileName(machineName, randomText());
    const { publicKey, privateKey } = await generateKey(fileName);
    return {
      chosen: { sshPublicKey: publicKey, sshKeyName: fileName, isSshKeyUnsaved: true },
      made: { keyId: await keyIdOf(publicKey), fileName, privateKey },
    };
  }
  if (values.keySource === 'pasted') {
    const key = readSshPublicKey(values.pastedKey);
    if (!('line' in key)) throw new Error(`The key ${key.reason}`);
    return { chosen: { sshPublicKey: key.line } };
  }
  const saved = savedKeys.find((key) => key.id === values.savedKeyId);
  if (!saved) throw new Error('The chosen key is gone');
  return { chosen: { sshPublicKey: saved.publicKey, sshKeyName: saved.name } };
}
