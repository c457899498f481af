import * as z from 'zod';
import { groupRulesSchema } from './group-rule.ts';
import { instant } from './primitives.ts';
import { defineRoute } from './route.ts';

const tokenSchema = z.object({
  madeAt: instant,
  madeBy: z.string(),
  lastUsedAt: instant.optional().meta({ description: 'To the minute; absent while it was never used.' }),
  lastUsedFrom: z.string().optional().meta({ description: 'The network address that it was last used from.' }),
});

const directorySchema = z
  .object({
    address: z.string().meta({ description: 'What the directory is told to send people to (SCIM 2.0).' }),
    token: tokenSchema.optional().meta({ description: 'Absent while there is none.' }),
    rules: groupRulesSchema,
    isApplying: z.boolean().meta({ description: 'Whether people still wait for what rules give them.' }),
    people: z.int().min(0),
    groups: z.int().min(0),
  })
  .meta({ id: 'Directory' });

const ofAdministrators = { service: 'create-user', caller: 'admin' } as const;

export const directoryRoutes = {
  getDirectory: defineRoute({
    ...ofAdministrators,
    name: 'getDirectory',
    method: 'GET',
    path: '/directory',
    scope: 'admin',
    summary: 'How a directory sends people here, and what its groups give them',
    status: 200,
    response: directorySchema,
  }),
  makeDirectoryToken: defineRoute({
    ...ofAdministrators,
    name: 'makeDirectoryToken',
    method: 'POST',
    path: '/directory/token',
    summary: 'Make the token of the directory; one that there was ends',
    status: 201,
    response: z
      .object({ token: tokenSchema, secret: z.string().meta({ description: 'Told this once and never again.' }) })
      .meta({ id: 'MadeDirectoryToken' }),
    problems: ['proof-required', 'edit-conflict'],
  }),
  endDirectoryToken: defineRoute({
    ...ofAdministrators,
    name: 'endDirectoryToken',
    method: 'DELETE',
    path: '/directory/token',
    summary: 'End the token of the directory; it is refused from then on',
    status: 204,
    response: null,
    problems: ['proof-required', 'not-found'],
  }),
  setDirectoryRules: defineRoute({
    ...ofAdministrators,
    name: 'setDirectoryRules',
    method: 'PUT',
    path: '/directory/rules',
    summary: 'Change what groups of the directory give people; it reaches all of them within minutes',
    body: z.strictObject({ rules: groupRulesSchema }),
    status: 200,
    response: directorySchema,
    problems: ['proof-required', 'edit-conflict'],
  }),
};

export type Directory = z.infer<typeof directorySchema>;
export type MadeDirectoryToken = z.infer<typeof directoryRoutes.makeDirectoryToken.response>;
