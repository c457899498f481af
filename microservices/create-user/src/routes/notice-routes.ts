import { noticeRoutes as contracts } from '@cloudapp/contracts/notice';
import { implement, type Route } from '@cloudapp/service-kit/route';
import { readNotices, switchNotices } from '../application/notices.ts';
import { orSessionEnded } from '../application/or-session-ended.ts';
import type { Parts } from '../application/parts.ts';
import { actorOf } from './actor.ts';

/** Which e-mails people get. */
export function noticeRoutes(parts: Parts): Route[] {
  return [
    implement(contracts.getNotices, ({ actor }) => orSessionEnded(readNotices(parts, actor.user.id))),
    implement(contracts.setNotices, (request) =>
      orSessionEnded(switchNotices(parts, request.body.off, actorOf(request))),
    ),
  ];
}
