import * as z from 'zod';
import { userId } from './primitives.ts';
import { defineRoute } from './route.ts';

/** What somebody may set for a month, in US dollars with cents. */
const monthlySchema = z.number().min(1).max(1_000_000).multipleOf(0.01);

/** As many people as can have a budget of their own, or be exempt: all of them are read with each launch. */
const mostPeople = 500;

const personSchema = z.strictObject({
  userId,
  monthly: monthlySchema.optional().meta({ description: 'In US dollars; absent, it is that of everybody.' }),
  isExempt: z.boolean().meta({ description: 'Is told of the budget, and neither refused nor stopped by it.' }),
});

const monthly = monthlySchema.optional().meta({
  description:
    'US dollars that the machines of a person may cost in a calendar month (UTC); absent, there is no limit.',
});

const budgetsSchema = z
  .object({
    monthly,
    people: z.array(
      z.object({
        ...personSchema.shape,
        name: z.string().optional().meta({ description: 'Absent of somebody whose account is deleted.' }),
        email: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'Budgets' });

const monthSchema = z.object({
  month: z.string().meta({ description: 'As `2026-11`: a calendar month in UTC.' }),
  spent: z.number(),
  planned: z.number().meta({
    description: 'Spent, and what machines cost until their time is over and their disks until the end of the month.',
  }),
});

const ownBudgetSchema = z
  .object({
    monthly,
    isExempt: z.boolean(),
    months: z.array(monthSchema).meta({ description: 'This month and the next, in US dollars.' }),
  })
  .meta({ id: 'OwnBudget' });

export const wantedBudgetsSchema = z.strictObject({
  monthly,
  people: z
    .array(personSchema)
    .max(mostPeople)
    .refine((people) => new Set(people.map((one) => one.userId)).size === people.length, 'names somebody twice'),
});

const base = { service: 'provision-instance' } as const;

export const getBudgets = defineRoute({
  ...base,
  name: 'getBudgets',
  method: 'GET',
  path: '/budgets',
  caller: 'admin',
  scope: 'admin',
  summary: 'What the machines of each person may cost in a month, who has a budget of their own and who is exempt',
  status: 200,
  response: budgetsSchema,
});

export const setBudgets = defineRoute({
  ...base,
  name: 'setBudgets',
  method: 'PUT',
  path: '/budgets',
  caller: 'admin',
  summary: 'Set what the machines of each person may cost in a month',
  body: wantedBudgetsSchema,
  status: 200,
  response: budgetsSchema,
  problems: ['proof-required', 'edit-conflict'],
});

export const getOwnBudget = defineRoute({
  ...base,
  name: 'getOwnBudget',
  method: 'GET',
  path: '/budgets/own',
  caller: 'session',
  scope: 'read',
  summary: 'What the machines of the caller may cost in a month, have cost and are planned to cost',
  status: 200,
  response: ownBudgetSchema,
});

export type Budgets = z.infer<typeof budgetsSchema>;
export type OwnBudget = z.infer<typeof ownBudgetSchema>;

export const budgetRoutes = { getBudgets, setBudgets, getOwnBudget };
