import { answerKinds } from '@cloudapp/contracts/answer-link';
import { instanceId, instant, userId } from '@cloudapp/contracts/primitives';
import * as z from 'zod';
import { defineItem } from './stored-item.ts';

/** A link in an e-mail that somebody can answer by, under the hash of its token. */
export const mailAnswerItem = defineItem({
  table: 'idempotency',
  namedBy: ['kind', 'instanceId'],
  schema: z.object({
    kind: z.enum(answerKinds),
    instanceId,
    machineName: z.string(),
    /** Whom the e-mail went to, where, and the `sessionEpoch` that they had: what ends their sessions ends this, too. */
    owner: z.object({ id: userId, email: z.string(), epoch: z.int() }),
    /** Of what it warned. */
    warnedAt: instant,
    happensAt: instant,
    usedAt: instant.optional(),
    /** When somebody was first told that it does not hold. */
    refusedAt: instant.optional(),
  }),
});

export type MailAnswer = Readonly<ReturnType<typeof mailAnswerItem.parse>>;
