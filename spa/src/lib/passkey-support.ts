// What the first load must know of passkeys; to ask for one is `passkeys.ts`, which comes when somebody does.

/** Why a passkey could be neither used nor made, where the person did not simply leave the browser's question. */
export class PasskeyError extends Error {
  override readonly name = 'PasskeyError';
  /** Whether the device has one for this account already. */
  readonly isKnown: boolean;

  constructor(cause: unknown) {
    super('The browser could not use a passkey', { cause });
    this.isKnown = nameOf(cause) === 'InvalidStateError';
  }
}

/** Whether there are passkeys here: not every browser has them, and none makes them for an address in place of a name. */
export function hasPasskeys(): boolean {
  return typeof window.PublicKeyCredential === 'function' && !/^[\d.]+$|^\[/.test(window.location.hostname);
}

/** The name of what a browser throws, by which its kind is told. */
export function nameOf(error: unknown): string | undefined {
  return error instanceof Error ? error.name : undefined;
}
