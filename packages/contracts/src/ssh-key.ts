import * as z from 'zod';
import { instant, plainText } from './primitives.ts';
import { defineRoute } from './route.ts';
import { readSshPublicKey } from './ssh-public-key.ts';

/**
 * One OpenSSH public key that a machine can be given, as `readSshPublicKey` writes it; 4,096 characters hold the longest RSA key
 * that OpenSSH reads, and a comment.
 */
export const sshPublicKeySchema = z
  .string()
  .max(4096)
  .transform((text, context) => {
    const key = readSshPublicKey(text);
    if ('line' in key) return key.line;
    context.addIssue(key.reason);
    return z.NEVER;
  })
  .meta({ description: 'One OpenSSH public key: type, base64 and, if wanted, a comment. Never a private key.' });

/** Hex SHA-256 of the key's wire form. */
export const sshKeyId = z.string().regex(/^[0-9a-f]{64}$/, 'must be a key id');

export const sshKeySchema = z
  .object({
    id: sshKeyId,
    name: plainText(100),
    publicKey: z.string(),
    /** As `ssh-keygen -l` prints it: `SHA256:…`. */
    fingerprint: z.string(),
    /** False of a key that a page made, until its owner says that they have its private half: it may be lost. */
    isSaved: z.boolean(),
    createdAt: instant,
    lastUsedAt: instant,
  })
  .meta({ id: 'SshKey' });

export const listSshKeys = defineRoute({
  name: 'listSshKeys',
  service: 'provision-instance',
  method: 'GET',
  path: '/ssh-keys',
  caller: 'session',
  scope: 'read',
  summary: 'Public keys you used before',
  status: 200,
  response: z.object({ items: z.array(sshKeySchema) }),
});

export const deleteSshKey = defineRoute({
  name: 'deleteSshKey',
  service: 'provision-instance',
  method: 'DELETE',
  path: '/ssh-keys/:id',
  caller: 'session',
  scope: 'machines',
  summary: 'Forget a public key; machines that have it keep it',
  params: z.strictObject({ id: sshKeyId }),
  status: 204,
  response: null,
});

export const noteSshKeySaved = defineRoute({
  name: 'noteSshKeySaved',
  service: 'provision-instance',
  method: 'POST',
  path: '/ssh-keys/:id/saved',
  caller: 'session',
  scope: 'machines',
  summary: 'Say that you have the private half of a key that your browser made',
  params: z.strictObject({ id: sshKeyId }),
  status: 204,
  response: null,
});

export type SshKey = z.infer<typeof sshKeySchema>;

export const sshKeyRoutes = { listSshKeys, deleteSshKey, noteSshKeySaved };
