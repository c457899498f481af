import { isDeepStrictEqual } from 'node:util';

/** The names under which AWS services say that something does not exist. */
const MISSING = /NotFound|NoSuch|DoesNotExist|NonExistentQueue|^404$/;

/** Makes something unless looking for it finds it. Any other failure of the look is a failure. */
export async function unlessThere(look: () => Promise<unknown>, make: () => Promise<unknown>): Promise<void> {
  try {
    await look();
  } catch (error) {
    const isMissing = error instanceof Error && MISSING.test(error.name);
    if (!isMissing) throw error;
    await make();
  }
}

/** Sets something unless it is set like that already. */
export async function unlessSame(
  wanted: unknown,
  look: () => Promise<unknown>,
  set: () => Promise<unknown>,
): Promise<void> {
  let found: unknown;
  await unlessThere(
    async () => {
      found = await look();
    },
    () => Promise.resolve(),
  );
  if (!isDeepStrictEqual(found, wanted)) await set();
}
