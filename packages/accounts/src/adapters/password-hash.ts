import { argon2id, argon2Verify } from 'hash-wasm';
import { randomBytes } from 'node:crypto';

/** OWASP's first choice for Argon2id: 19 MiB, two passes, one lane (Password Storage Cheat Sheet, 2026). */
const cost = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 } as const;
const saltBytes = 16;

/** NIST SP 800-63B-4 §3.1.1.2: Unicode is normalised before hashing, so that one text typed on two keyboards is one. */
function normalise(password: string): string {
  return password.normalize('NFKC');
}

/** The Argon2id hash of a password in PHC form, `$argon2id$v=19$m=19456,t=2,p=1$…`. */
export async function hashPassword(
  password: string,
  random: (size: number) => Uint8Array = randomBytes,
): Promise<string> {
  return argon2id({ ...cost, password: normalise(password), salt: random(saltBytes), outputType: 'encoded' });
}

/** Whether a password is the one that was hashed. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  return argon2Verify({ password: normalise(password), hash });
}

/** A hash that no known password has, of the same cost: checking against it takes as long as against a user's. */
export const unmatchedPasswordHash =
  '$argon2id$v=19$m=19456,t=2,p=1$Y2xvdWRhcHAtbm8tdXNlcg$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
