import type { passwordLength as contractLength } from '@cloudapp/contracts/session';

/** The bounds of the contract; its module would bring zod along, so the type compares the two. */
export const passwordLength: typeof contractLength = { min: 15, max: 256 };
