import { answerKinds, answerLink, type AnswerKind } from '@cloudapp/contracts/answer-link';
import type { AnswerRepository } from '@cloudapp/data/answer-repository';
import type { InstanceRepository } from '@cloudapp/data/instance-repository';
import type { Notice } from '@cloudapp/data/notice-item';
import { hashToken } from '@cloudapp/data/token';
import type { StoredUser } from '@cloudapp/data/user-item';
import { isStillAhead } from '@cloudapp/machines/domain/answers';

/** What a mail offers its reader to answer, and where. */
export interface AnswerLink {
  readonly kind: AnswerKind;
  readonly url: string;
}

export interface AnswerLinkParts {
  readonly instances: Pick<InstanceRepository, 'get'>;
  readonly answers: Pick<AnswerRepository, 'add'>;
  readonly newToken: () => string;
  readonly publicOrigin: string;
}

/**
 * The links of a warning, as far as the machine is still about to do what it warns of. Each attempt at sending has links of its own,
 * since only the mail knows their tokens; those of a mail that was sent all the same hold as well, until one of them is used.
 */
export async function answerLinksOf(
  notice: Notice,
  owner: StoredUser,
  { instances, answers, newToken, publicOrigin }: AnswerLinkParts,
  now: Date,
): Promise<AnswerLink[]> {
  const { machine, happensAt, at: warnedAt } = notice;
  if (machine === undefined || happensAt === undefined) return [];
  const record = await instances.get(machine.id);
  if (record?.owner.id !== owner.id) return [];
  const warning = { warnedAt, happensAt };
  const holding = answerKinds.filter((kind) => isStillAhead(record, kind, warning, now));
  return await Promise.all(
    holding.map(async (kind) => {
      const token = newToken();
      await answers.add(hashToken(token), {
        kind,
        instanceId: record.instanceId,
        machineName: record.name,
        owner: { id: owner.id, email: owner.email, epoch: owner.sessionEpoch },
        ...warning,
      });
      return { kind, url: answerLink(publicOrigin, token) };
    }),
  );
}
