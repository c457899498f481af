import type { mostPeopleAtOnce as contractsMost } from '@cloudapp/contracts/user';

/** The bound of the contract; its module would bring zod along, so the type compares the two. */
export const mostPeopleAtOnce: typeof contractsMost = 20;
