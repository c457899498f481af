import { randomBytes } from 'node:crypto';

export interface RootKey {
  accessKeyId: string;
  secretAccessKey: string;
}

/** A key that nobody can guess, its name neither: the EC2 endpoint and MiniStack tell callers apart by names. */
export function newRootKey(): RootKey {
  return {
    accessKeyId: `AKIA${randomBytes(16).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(32).toString('base64url'),
  };
}
