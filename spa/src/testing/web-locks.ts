interface Request {
  readonly name: string;
  readonly mode: LockMode;
}

/** Web Locks (https://www.w3.org/TR/web-locks/) as far as the pages use them, which jsdom lacks. */
export function createLocks(): Pick<LockManager, 'request' | 'query'> {
  let held: readonly Request[] = [];
  const waiting = new Set<() => void>();
  const isFree = ({ name, mode }: Request) =>
    held.every((other) => other.name !== name || (mode === 'shared' && other.mode === 'shared'));
  const request = async (name: string, { mode = 'exclusive', signal }: LockOptions, act: () => Promise<unknown>) => {
    const wanted: Request = { name, mode };
    while (!isFree(wanted)) {
      await new Promise<void>((resolve) => waiting.add(resolve));
    }
    signal?.throwIfAborted();
    held = [...held, wanted];
    try {
      return await act();
    } finally {
      held = held.filter((other) => other !== wanted);
      waiting.forEach((wake) => {
        wake();
      });
      waiting.clear();
    }
  };
  return {
    request: request as LockManager['request'],
    query: () => Promise.resolve({ held: held.map((one) => ({ ...one })), pending: [] }),
  };
}
