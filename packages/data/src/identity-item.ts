import { instant } from '@cloudapp/contracts/primitives';
import * as z from 'zod';
import { defineItem } from './stored-item.ts';

/** Whose account somebody at a company has. */
export const identityItem = defineItem({
  table: 'identities',
  schema: z.object({
    /** Stands for issuer and subject (`identityOf` of accounts). */
    identity: z.string(),
    userId: z.string(),
    issuer: z.string(),
    joinedAt: instant,
  }),
});

export type StoredIdentity = Readonly<ReturnType<typeof identityItem.parse>>;
