import * as z from 'zod';
import { answerKinds } from './answer-link.ts';
import { instant } from './primitives.ts';
import { defineRoute } from './route.ts';

const answerSchema = z
  .object({
    kind: z.enum(answerKinds),
    machine: z.object({ name: z.string() }),
    until: instant.optional().meta({
      description:
        'When it stops, or is deleted, with this answer; absent of one that stops it, or where it is kept for ever.',
    }),
  })
  .meta({ id: 'Answer' });

/** Whoever has the link may answer; one that is none that holds is not there, whatever the reason. */
const base = {
  service: 'provision-instance',
  method: 'POST',
  caller: 'public',
  body: z.strictObject({
    token: z.string().min(1).max(200).meta({ description: 'What stands in the link after `#`.' }),
  }),
  status: 200,
  response: answerSchema,
  problems: ['not-found', 'budget-exceeded', 'state-conflict', 'edit-conflict'],
} as const;

export const lookAtAnswer = defineRoute({
  ...base,
  name: 'lookAtAnswer',
  path: '/answers/look',
  summary: 'What the answer of a link in an e-mail would do to a machine; changes nothing',
});

export const giveAnswer = defineRoute({
  ...base,
  name: 'giveAnswer',
  path: '/answers',
  summary: 'Do what the link in an e-mail is for; each works once, and no longer than what it answers is true',
});

export type Answer = z.infer<typeof answerSchema>;

export const answerRoutes = { lookAtAnswer, giveAnswer };
