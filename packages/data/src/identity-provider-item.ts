import { admissions } from '@cloudapp/contracts/identity-provider';
import { groupRulesSchema } from '@cloudapp/contracts/group-rule';
import * as z from 'zod';
import { defineItem } from './stored-item.ts';

const providerSchema = z.object({
  id: z.string(),
  name: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  /** Where Secrets Manager keeps the client's secret; absent of a client that has none. */
  secretName: z.string().optional(),
  isEnabled: z.boolean(),
  admits: z.enum(admissions),
  domains: z.array(z.string()),
  joinsByEmail: z.boolean(),
  scopes: z.string(),
  groupsClaim: z.string(),
  groupRules: groupRulesSchema,
});

/** All companies that people may sign in with, in the order in which they were added: one item, since the sign-in page asks for all. */
export const identityProvidersItem = defineItem({
  table: 'settings',
  schema: z.object({
    providers: z.array(providerSchema),
    /** Counts edits, so that two at once cannot overwrite each other. */
    version: z.int(),
  }),
});

export type StoredIdentityProvider = Readonly<z.infer<typeof providerSchema>>;
export type StoredIdentityProviders = Readonly<ReturnType<typeof identityProvidersItem.parse>>;
