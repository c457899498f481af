import type { prepareKey } from './prepare-key.ts';

/** The making of keys, which needs more code than the forms that ask for it. */
export async function loadPrepareKey(): Promise<typeof prepareKey> {
  return (await import('./prepare-key.ts')).prepareKey;
}

/** Has it downloaded while a form is filled in; a failure shows when it is needed. */
export function preloadPrepareKey(): void {
  loadPrepareKey().catch(() => undefined);
}
