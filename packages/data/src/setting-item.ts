import { instant } from '@cloudapp/contracts/primitives';
import { factorDemands } from '@cloudapp/contracts/sign-in-settings';
import * as z from 'zod';
import { defineItem } from './stored-item.ts';

/** What signing in asks of people. */
export const signInSettingsItem = defineItem({
  table: 'settings',
  schema: z.object({
    secondFactorOf: z.enum(factorDemands),
    graceDays: z.int(),
    demandedSince: instant.optional(),
    /** Counts edits, so that two at once cannot overwrite each other. */
    version: z.int(),
  }),
});

export type StoredSignInSettings = Readonly<ReturnType<typeof signInSettingsItem.parse>>;
