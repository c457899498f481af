import type { AuditAction } from '@cloudapp/contracts/audit';

/** What the audit log records, in words. */
export const actionLabels: Readonly<Record<AuditAction, string>> = {
  'sign-in': 'Signed in',
  'sign-in-failed': 'Sign-in failed',
  'sign-in-locked': 'Sign-in locked after too many tries',
  'sign-out': 'Signed out',
  'session-ended': 'Session ended',
  'password-changed': 'Password changed',
  'user-created': 'User added',
  'user-updated': 'User changed',
  'user-disabled': 'User disabled',
  'user-enabled': 'User enabled',
  'user-deleted': 'User deleted',
  'password-reset': 'Password reset',
  'user-signed-out': 'User signed out everywhere',
  'machine-requested': 'Machine launched',
  'machine-ready': 'Machine ready',
  'machine-failed': 'Machine failed',
  'machine-started': 'Machine started',
  'machine-stopped': 'Machine stopped',
  'machine-rebooted': 'Machine rebooted',
  'machine-extended': 'Machine’s time changed',
  'machine-terminated': 'Machine deleted',
  'secret-revealed': 'Secret revealed',
  'stray-found': 'Stray found',
};

const troubling: ReadonlySet<AuditAction> = new Set([
  'sign-in-failed',
  'sign-in-locked',
  'machine-failed',
  'stray-found',
]);

export function isTroubling(action: AuditAction): boolean {
  return troubling.has(action);
}
