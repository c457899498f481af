import * as z from 'zod';
import { wantedBudgetsSchema } from './budget.ts';
import { machineRulesSchema } from './machine-rules.ts';
import { cursor, instant } from './primitives.ts';
import { defineRoute } from './route.ts';

const count = z.int().min(0);
const hours = z.number().min(0);

const ruleSumSchema = z.object({
  machines: count,
  people: count,
  stops: count,
  cutOff: count.meta({ description: 'Stops in the midst of a job or of somebody’s typing.' }),
});

const rehearsalSchema = z
  .object({
    from: instant.meta({ description: 'What was done since then is replayed, up to `until`.' }),
    until: instant,
    knownSince: instant.optional().meta({ description: 'The first that is known of these machines.' }),
    people: z.object({ looked: count, met: count }),
    machines: z.object({
      looked: count,
      met: count,
      unknown: count.meta({ description: 'They may have run, but say nothing of what they do.' }),
      leftOut: count.meta({ description: 'More than are looked at of one person.' }),
    }),
    rules: z.object({ budget: ruleSumSchema, lease: ruleSumSchema, hours: ruleSumSchema, idle: ruleSumSchema }),
    stops: count,
    cutOff: count,
    startedAgain: count.meta({
      description: 'Machines that somebody would have had to start, to use them as they did.',
    }),
    refused: count.meta({ description: 'Starts for which there would have been no budget.' }),
    hoursSaved: hours,
    hoursAdded: hours.meta({ description: 'For which hours would have started machines that were off.' }),
    dollarsSaved: z.number().meta({ description: 'With what is added taken off.' }),
    most: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        ownerName: z.string(),
        blueprintName: z.string(),
        isEnded: z.boolean(),
        stops: count,
        cutOff: count,
        hoursSaved: hours,
        dollarsSaved: z.number(),
      }),
    ),
    nextCursor: cursor.optional(),
  })
  .meta({ id: 'Rehearsal' });

export const rehearseRules = defineRoute({
  name: 'rehearseRules',
  service: 'provision-instance',
  method: 'POST',
  path: '/machine-rules/rehearsals',
  caller: 'admin',
  summary:
    'What rules would have done in the last 30 days, changing nothing; some people at a time, whose sums are to be added',
  body: z
    .strictObject({
      rules: machineRulesSchema.optional(),
      budgets: wantedBudgetsSchema.optional(),
      cursor: cursor.optional(),
    })
    .refine(({ rules, budgets }) => rules !== undefined || budgets !== undefined, 'must name rules or budgets'),
  status: 200,
  response: rehearsalSchema,
});

export type RehearsalPage = z.infer<typeof rehearsalSchema>;

export const rehearsalRoutes = { rehearseRules };
