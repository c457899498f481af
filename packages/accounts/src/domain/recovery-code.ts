import { recoveryCodes } from '@cloudapp/contracts/second-factor';
import { asTyped, randomGroups } from './typed-groups.ts';

const groups = 6;
const groupLength = 4;

/**
 * New recovery codes, each 24 × 5 = 120 random bits: what has at least 112 may be kept as a plain hash (NIST SP 800-63B-4 §3.1.2.2).
 */
export function generateRecoveryCodes(random: (size: number) => Uint8Array): string[] {
  return Array.from({ length: recoveryCodes }, () => randomGroups(random, groups, groupLength));
}

/** A recovery code as what is hashed: however it was typed, with or without hyphens. */
export function normalRecoveryCode(typed: string): string {
  return asTyped(typed).replaceAll('-', '');
}
