import { groupRulesSchema } from '@cloudapp/contracts/group-rule';
import { instant } from '@cloudapp/contracts/primitives';
import * as z from 'zod';
import { defineItem } from './stored-item.ts';

/** Somebody whom the directory manages, with what it says of them beyond what their account has. */
export const personItem = defineItem({
  table: 'directory',
  schema: z
    .object({
      sk: z.string(),
      externalId: z.string().optional(),
      displayName: z.string().optional(),
      fullName: z.string().optional(),
      familyName: z.string().optional(),
      givenName: z.string().optional(),
      department: z.string().optional(),
      costCenter: z.string().optional(),
      joinedAt: instant,
      changedAt: instant,
    })
    .transform(({ sk, ...person }) => ({ userId: sk, ...person })),
});

/** A group of the directory. */
export const groupItem = defineItem({
  table: 'directory',
  schema: z
    .object({
      sk: z.string(),
      displayName: z.string(),
      externalId: z.string().optional(),
      /** Counts changes, of its members too, so that two at once cannot overwrite each other. */
      version: z.int(),
      createdAt: instant,
      changedAt: instant,
    })
    .transform(({ sk, ...group }) => ({ id: sk, ...group })),
});

/** Who has a name or an id that only one may have. */
export const claimItem = defineItem({ table: 'directory', schema: z.object({ ownerId: z.string() }) });

/** That somebody is in a group. */
export const memberItem = defineItem({ table: 'directory', schema: z.object({ pk: z.string(), sk: z.string() }) });

/** The token of the directory, as the table keeps it: not the token itself. */
export const directoryTokenItem = defineItem({
  table: 'settings',
  namedBy: ['name'],
  schema: z.object({
    tokenHash: z.string(),
    madeAt: instant,
    madeBy: z.string(),
    lastUsedAt: instant.optional(),
    lastUsedFrom: z.string().optional(),
  }),
});

/** What groups of the directory give people. */
export const directoryRulesItem = defineItem({
  table: 'settings',
  namedBy: ['name'],
  schema: z.object({
    rules: groupRulesSchema,
    /** A mark for each change by which people still wait for what rules give them: what is left to do by whoever goes on. */
    pending: z.set(z.string()).default(new Set()),
    /** Counts edits, so that two at once cannot overwrite each other. */
    version: z.int(),
  }),
});

export type StoredPerson = Readonly<ReturnType<typeof personItem.parse>>;
export type StoredGroup = Readonly<ReturnType<typeof groupItem.parse>>;
export type StoredDirectoryToken = Readonly<ReturnType<typeof directoryTokenItem.parse>>;
export type StoredDirectoryRules = Readonly<ReturnType<typeof directoryRulesItem.parse>>;
