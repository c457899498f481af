import { identifyKey, SshPublicKeyError, type IdentifiedKey } from '../domain/ssh-public-key.ts';
import { RefusedError } from './refused-error.ts';

/** Reads a public key that somebody chose; refuses one that no machine can be given. */
export function readKey(line: string): IdentifiedKey {
  try {
    return identifyKey(line);
  } catch (error) {
    if (!(error instanceof SshPublicKeyError)) throw error;
    throw new RefusedError({ code: 'field-wrong', field: 'sshPublicKey', detail: error.message });
  }
}
