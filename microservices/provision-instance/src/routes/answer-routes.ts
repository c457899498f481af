import { answerRoutes } from '@cloudapp/contracts/answer';
import { implement, type Route } from '@cloudapp/service-kit/route';
import type { MailAnswers } from '../application/mail-answers.ts';

export function implementAnswerRoutes(answers: MailAnswers): Route[] {
  return [
    implement(answerRoutes.lookAtAnswer, async ({ body, clientAddress, now }) =>
      answers.look(body.token, clientAddress, now),
    ),
    implement(answerRoutes.giveAnswer, async ({ body, clientAddress, now }) =>
      answers.give(body.token, clientAddress, now),
    ),
  ];
}
