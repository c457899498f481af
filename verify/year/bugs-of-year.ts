import { NoticeRepository } from '@cloudapp/data/notice-repository';
import { UserRepository } from '@cloudapp/data/user-repository';
import { Ec2Gateway } from '@cloudapp/machines/adapters/ec2-gateway';
import { PublicHolidays } from '@cloudapp/machines/adapters/public-holidays';
import { Keeper } from '@cloudapp/machines/application/keeper';
import { Review } from '@cloudapp/machines/application/review';
import { SesMailer } from '../../functions/send-notices/ses-mailer.ts';
import { InstanceActions } from '../../microservices/provision-instance/src/application/instance-actions.ts';
import { MachineHours } from '../../microservices/provision-instance/src/application/machine-hours.ts';
import { instead, type Bug } from '../histories/instead.ts';
import { bugsOfBudget } from './bugs-of-budget.ts';
import { bugsOfIdle } from './bugs-of-idle.ts';
import { inState, isWarning, moved, telling, withoutEntries, written } from './written-wrongly.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

let runs = 0;

/** Faults of what people are promised of time, money and mails, put in on purpose: the checker must find each. */
export const bugsOfYear: readonly Bug[] = [
  ...bugsOfIdle,
  ...bugsOfBudget,
  written('nobody is warned of the end of a lease', (change) => withoutEntries(change, isWarning('Its time'))),
  written('nobody is warned of a stop by hours', (change) => withoutEntries(change, isWarning('By its hours'))),
  written('a warning is told twice', (change) => {
    const warnings = change.audit.filter(({ action }) => action === 'machine-stop-warned');
    return { ...change, audit: [...change.audit, ...warnings] };
  }),
  written('a lease lasts five minutes longer', (change) =>
    telling(change, 'machine-started', (next) =>
      'leaseEndsAt' in next && next.leaseEndsAt ? { leaseEndsAt: moved(next.leaseEndsAt, 5 * minuteMs) } : {},
    ),
  ),
  written('an extension is told and not given', (change) =>
    telling(change, 'machine-extended', (next) =>
      'leaseEndsAt' in next && next.leaseEndsAt ? { leaseEndsAt: moved(next.leaseEndsAt, -hourMs) } : {},
    ),
  ),
  written('a stop by hours is said to be by the lease', (change) =>
    inState(change, 'stopping', (next) =>
      'stopCause' in next && next.stopCause?.rule === 'hours' ? { stopCause: { rule: 'lease' } } : {},
    ),
  ),
  written('why it was stopped is forgotten', (change) => inState(change, 'stopping', () => ({ stopCause: undefined }))),
  written('what somebody has stopped within an hour before its hours is started by them', (change) =>
    inState(change, 'stopped', (next) => ({ stateChangedAt: moved(next.stateChangedAt, -hourMs) })),
  ),
  written('a stopped disk costs nothing', (change) => inState(change, 'stopped', () => ({ ratePerHourMicros: 0 }))),
  written('a stopped machine costs what a running one does', (change) =>
    inState(change, 'stopped', () => ({ ratePerHourMicros: 25_000 })),
  ),
  written('what a look costs is charged', (change) => ({
    ...change,
    next: { ...change.next, costMicros: change.next.costMicros + 2_000 },
  })),
  written('machines are deleted two days too early', (change) =>
    inState(change, 'stopped', (next) => {
      if (!('deletion' in next) || next.deletion === undefined) return {};
      const isNew = change.activity.some(({ text }) => text.startsWith('Stopped'));
      return isNew ? { deletion: { ...next.deletion, at: moved(next.deletion.at, -48 * hourMs) } } : {};
    }),
  ),
  written('nobody is warned of a deletion', (change) =>
    withoutEntries(change, ({ action }) => action === 'machine-deletion-warned'),
  ),
  {
    name: 'public holidays are a day late',
    put: instead(PublicHolidays, 'daysOf', (original) => async (...asked) => {
      return (await original(...asked))?.map((day) => moved(`${day}T12:00:00Z`, 24 * hourMs).slice(0, 10));
    }),
  },
  {
    name: 'hours are those of London, wherever they were set',
    put: instead(MachineHours, 'set', (original) => async (id, rules, ...by) => {
      return await original(id, { ...rules, zone: 'Europe/London' }, ...by);
    }),
  },
  {
    name: 'clocks are not put forward or back',
    put: instead(MachineHours, 'set', (original) => async (id, rules, ...by) => {
      const fixed: Readonly<Record<string, string>> = {
        'Europe/Berlin': 'Etc/GMT-1',
        'America/New_York': 'Etc/GMT+5',
        'Australia/Sydney': 'Etc/GMT-11',
        'Pacific/Auckland': 'Etc/GMT-13',
      };
      return await original(id, { ...rules, zone: fixed[rules.zone] ?? rules.zone }, ...by);
    }),
  },
  {
    name: 'days off are forgotten',
    put: instead(MachineHours, 'set', (original) => async (id, rules, ...by) => {
      return await original(id, { ...rules, daysOff: [] }, ...by);
    }),
  },
  {
    name: 'machines of somebody whose account is disabled are started by their hours, and run on',
    put: instead(UserRepository, 'get', (original) => async (id) => {
      const user = await original(id);
      return user && { ...user, status: 'active' };
    }),
  },
  {
    name: 'an extension may be longer than is allowed',
    put: instead(InstanceActions, 'extend', (original) => async (id, hours, actor, now) => {
      return await original(id, hours, { ...actor, isAdmin: true }, now);
    }),
  },
  {
    name: 'what rests is looked at every ten minutes',
    put: instead(Review, 'workOnDue', (original) => async (...given) => {
      runs += 1;
      return runs % 10 === 0 ? await original(...given) : 0;
    }),
  },
  {
    name: 'a machine that is to be kept is not',
    put: instead(InstanceActions, 'keep', (original) => async (id, actor, now) => {
      return await original(id, actor, new Date(now.getTime() - 48 * hourMs));
    }),
  },
  {
    name: 'a stop is said to be done and is not sent',
    put: instead(Ec2Gateway, 'stop', () => async () => Promise.resolve()),
  },
  {
    name: 'a claim keeps others away for an hour',
    put: instead(Keeper, 'take', () => async () => Promise.resolve(false)),
  },
  {
    name: 'a mail is sent twice',
    put: instead(SesMailer, 'send', (original) => async (...given) => {
      await original(...given);
      return await original(...given);
    }),
  },
  {
    name: 'a mail that SES has not taken counts as sent',
    put: instead(SesMailer, 'send', (original) => async (...given) => {
      const outcome = await original(...given);
      return outcome.kind === 'taken' ? outcome : { kind: 'taken', messageId: 'none' };
    }),
  },
  {
    name: 'a mail without an answer is sent again at once',
    put: instead(SesMailer, 'send', (original) => async (...given) => {
      const outcome = await original(...given);
      return outcome.kind === 'unknown' ? await original(...given) : outcome;
    }),
  },
  {
    name: 'nobody sends what waits in the outbox',
    put: instead(NoticeRepository, 'due', () => async () => Promise.resolve([])),
  },
  {
    name: 'e-mails tell the time in London',
    put: instead(UserRepository, 'get', (original) => async (id) => {
      const user = await original(id);
      return user && { ...user, timeZone: 'Europe/London' };
    }),
  },
  {
    name: 'mails that are not wanted are sent all the same',
    put: instead(UserRepository, 'get', (original) => async (id) => {
      const user = await original(id);
      return user && { ...user, unwantedNotices: [] };
    }),
  },
];

/** They show only when days off, hours that are rare, a machine that is idle for long or an outage of SES come: the command alone looks for them. */
const needWeeks = new Set([
  'who keeps an idle machine is not heard',
  'what is not needed any more stays planned',
  'nobody is told how much of a budget is spent',
  'a budget that is spent stops nothing',
  'budgets of some people are forgotten',
  'nobody is told that a machine is idle',
  'an idle machine is told of and runs on',
  'a job is no use',
  'what a machine does not say counts as quiet',
  'nobody is warned of a deletion',
  'machines are deleted two days too early',
  'a machine that is to be kept is not',
  'public holidays are a day late',
  'clocks are not put forward or back',
  'a mail that SES has not taken counts as sent',
  'nobody sends what waits in the outbox',
  'mails that are not wanted are sent all the same',
]);

/** Those that show within days. */
export const bugsOfDays = bugsOfYear.filter(({ name }) => !needWeeks.has(name));
