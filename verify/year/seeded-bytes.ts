import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { seededRandom } from '../../local/strict-dynamodb/random.ts';

/** Has ids be the same each time, too: they decide in which order things are that happen at once. @returns what ends it */
export function seedBytes(seed: number): () => void {
  const random = seededRandom(seed);
  const { randomBytes } = crypto;
  const seeded = (size: number) => Buffer.from(Array.from({ length: size }, () => Math.floor(random() * 256)));
  crypto.randomBytes = seeded;
  syncBuiltinESMExports();
  return () => {
    crypto.randomBytes = randomBytes;
    syncBuiltinESMExports();
  };
}
