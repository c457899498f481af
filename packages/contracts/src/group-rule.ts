import * as z from 'zod';
import { plainText } from './primitives.ts';
import { quotaLimitSchema, roleSchema } from './user.ts';

/** Rules that one directory may have. */
export const mostGroupRules = 50;

/** What belonging to a group of a directory gives somebody. */
export const groupRuleSchema = z
  .strictObject({
    group: plainText(200).meta({ description: 'As the directory calls it, or its id there.' }),
    role: roleSchema.optional().meta({ description: 'Absent where the group says nothing of roles.' }),
    quota: quotaLimitSchema.optional().meta({ description: 'Absent where the group says nothing of machines.' }),
  })
  .refine(({ role, quota }) => role !== undefined || quota !== undefined, 'must give a role or a number of machines')
  .meta({ id: 'GroupRule' });

export const groupRulesSchema = z
  .array(groupRuleSchema)
  .max(mostGroupRules)
  .meta({ description: 'The most that any rule gives counts; who is in no group that gives a role is a user.' });

export type GroupRule = z.infer<typeof groupRuleSchema>;
