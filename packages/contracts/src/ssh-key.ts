import * as z from 'zod';
import { instant, plainText } from './primitives.ts';
import { defineRoute } from './route.ts';

/** Key types that OpenSSH 9 accepts; RSA needs 2048 bits, which the service checks. */
export const sshPublicKeySchema = z
  .string()
  .trim()
  .max(2000)
  .regex(
    /^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|sk-ssh-ed25519@openssh\.com|sk-ecdsa-sha2-nistp256@openssh\.com) [A-Za-z0-9+/]+={0,3}( [^\p{Cc}"'`$\\]{0,200})?$/u,
    'must be one OpenSSH public key',
  );

/** Hex SHA-256 of the key's wire form. */
export const sshKeyId = z.string().regex(/^[0-9a-f]{64}$/, 'must be a key id');

export const sshKeySchema = z
  .object({
    id: sshKeyId,
    name: plainText(100),
    publicKey: z.string(),
    /** As `ssh-keygen -l` prints it: `SHA256:…`. */
    fingerprint: z.string(),
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
  summary: 'Forget a public key; machines that have it keep it',
  params: z.strictObject({ id: sshKeyId }),
  status: 204,
  response: null,
});

export type SshKey = z.infer<typeof sshKeySchema>;

export const sshKeyRoutes = { listSshKeys, deleteSshKey };
