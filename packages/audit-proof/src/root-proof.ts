import type { KeyObject } from 'node:crypto';
import type { Finding } from './finding.ts';
import { isSignedBy, rootHash, type Root } from './root.ts';

export interface RootProof {
  /** Whether the owner of the key signed it for this day. */
  readonly isSigned: boolean;
  readonly findings: readonly Finding[];
}

interface RootSurroundings {
  readonly key: KeyObject;
  /** The key that whoever handed the roots over says they were signed with. */
  readonly claimedKey?: KeyObject | undefined;
  /** The root of the day before, where there is one. */
  readonly before?: Root | undefined;
}

/** Proves the root of a day: who signed it, for which day, and that it follows the one before. */
export function proveRoot(day: string, root: Root, { key, claimedKey, before }: RootSurroundings): RootProof {
  const unproven = (kind: Finding['kind'], detail: string): RootProof => ({
    isSigned: false,
    findings: [{ kind, day, detail }],
  });
  if (!isSignedBy(root, key)) {
    const isOtherKey = claimedKey !== undefined && isSignedBy(root, claimedKey);
    return isOtherKey
      ? unproven('unknown-key', 'its root is signed, but with another key than the one given')
      : unproven('forged-root', 'the signature of its root does not hold');
  }
  if (root.statement.day !== day) return unproven('forged-root', `its root was signed for ${root.statement.day}`);
  const isLinked = before === undefined || root.statement.previous === rootHash(before);
  const unlinked: Finding = { kind: 'forged-root', day, detail: 'its root does not follow that of the day before' };
  return { isSigned: true, findings: isLinked ? [] : [unlinked] };
}

/** The UTC day behind another, such as `2026-11-25` behind `2026-11-24`. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
