import { IdempotencyRepository } from '@cloudapp/data/idempotency-repository';
import { InstanceRepository } from '@cloudapp/data/instance-repository';
import { QuotaRepository } from '@cloudapp/data/quota-repository';
import { StatisticsCounter } from '@cloudapp/data/statistics-counter';
import { StatisticsEventRepository } from '@cloudapp/data/statistics-event-repository';
import type { TransactItem } from '@cloudapp/data/transaction';
import { Ec2Gateway } from '@cloudapp/machines/adapters/ec2-gateway';
import { S3RecordStore } from '@cloudapp/machines/adapters/s3-record-store';
import { SnsAnnouncements } from '@cloudapp/machines/adapters/sns-announcements';
import { Keeper } from '@cloudapp/machines/application/keeper';
import { LaunchError } from '@cloudapp/machines/application/launch-error';
import { Messenger } from '@cloudapp/machines/application/messenger';
import { Review } from '@cloudapp/machines/application/review';
import { Sweep } from '@cloudapp/machines/application/sweep';
import { MachineWriter } from '@cloudapp/machines/application/writer';
import { AwsClock } from '@cloudapp/service-kit/aws-clock';
import { MachineReports } from '../../microservices/provision-instance/src/application/machine-reports.ts';
import { RefusedError } from '../../microservices/provision-instance/src/application/refused-error.ts';
import { instead, type Bug } from './instead.ts';

const nothing = async () => Promise.resolve();

/** A write of a transaction whose condition always holds. */
function always({ Put, Update }: TransactItem): TransactItem {
  const ConditionExpression = 'attribute_not_exists(neverThere)';
  if (Put) return { Put: { TableName: Put.TableName, Item: Put.Item, ConditionExpression } };
  if (!Update) throw new Error('There is no condition here');
  return { Update: { ...Update, ConditionExpression } };
}

export const bugs: readonly Bug[] = [
  {
    name: 'RunInstances gets another token each time',
    put: instead(Ec2Gateway, 'launch', (original) => async (intent, userData) => {
      return await original({ ...intent, token: `${intent.token}-${Math.random()}` }, userData);
    }),
  },
  {
    name: 'a machine is written though somebody was faster',
    put: instead(InstanceRepository, 'replaceItem', (original) => (record) => {
      return always(original(record));
    }),
  },
  {
    name: 'an idempotency key is used twice',
    put: instead(IdempotencyRepository, 'item', (original) => (key, stored, now) => {
      return always(original(key, stored, now));
    }),
  },
  {
    name: 'launches at the same time take more places than there are',
    put: instead(QuotaRepository, 'launchItem', (original) => (userId, launch) => {
      const { Update } = original(userId, launch);
      if (!Update) throw new Error('The quota is updated');
      const condition = (Update.ConditionExpression ?? '').replace('used < #limit', '#limit > :one');
      return { Update: { ...Update, ConditionExpression: condition } };
    }),
  },
  {
    name: 'a place is not given back',
    put: instead(QuotaRepository, 'releaseItem', (original) => (userId, posting) => {
      const { Update } = original(userId, posting);
      if (!Update) throw new Error('The quota is updated');
      return {
        Update: {
          ...Update,
          UpdateExpression: (Update.UpdateExpression ?? '').replace('used - :one', 'used - :none'),
          ConditionExpression: 'used >= :one OR used >= :none',
        },
      };
    }),
  },
  {
    name: 'what changes of a machine that nobody extends is not posted to the ledger',
    put: instead(QuotaRepository, 'postItem', (original) => (userId, { changes }) => {
      const none = Object.keys(changes).map((month) => [month, { spent: 0, planned: 1 }]);
      return original(userId, { changes: Object.fromEntries(none) as typeof changes });
    }),
  },
  {
    name: 'nobody looks after instances whose machine has ended',
    put: instead(Sweep, 'run', () => async () => Promise.resolve([])),
  },
  {
    name: 'an instance that EC2 does not show yet is taken for gone',
    put: instead(Ec2Gateway, 'observe', (original) => async (id) => {
      const observed = await original(id);
      return observed.power === 'absent' ? { power: 'terminated' } : observed;
    }),
  },
  {
    name: 'a launch without an answer is taken for refused',
    put: instead(Ec2Gateway, 'launch', (original) => async (intent, userData) => {
      try {
        return await original(intent, userData);
      } catch (error) {
        const { code, hope, ec2Code } = error as LaunchError;
        throw new LaunchError(code, hope === 'again' ? 'never' : hope, ec2Code, error, undefined);
      }
    }),
  },
  {
    name: 'an instance is said to be ended and is not',
    put: instead(Ec2Gateway, 'terminate', () => nothing),
  },
  {
    name: 'a stop is not sent',
    put: instead(Ec2Gateway, 'stop', () => nothing),
  },
  {
    name: 'a record is lost when S3 does not take it at once',
    put: instead(S3RecordStore, 'write', (original) => async (record) => {
      await original(record).catch(() => undefined);
    }),
  },
  {
    name: 'a message is lost when SNS does not take it at once',
    put: instead(SnsAnnouncements, 'announce', (original) => async (record) => {
      await original(record).catch(() => undefined);
    }),
  },
  {
    name: 'a message is sent twice',
    put: instead(SnsAnnouncements, 'announce', (original) => async (record) => {
      await original(record);
      await original(record);
    }),
  },
  {
    name: 'a worker that ended keeps what it had taken',
    put: instead(InstanceRepository, 'claim', (original) => async (due, until) => {
      return await original(due, new Date(until.getTime() + 86_400_000));
    }),
  },
  {
    name: 'what a process that ended left half-done is not taken up',
    put: instead(Keeper, 'beginOnDue', () => async () => Promise.resolve([])),
  },
  {
    name: 'nobody looks at machines that rest',
    put: instead(Review, 'workOnDue', () => async () => Promise.resolve(0)),
  },
  {
    name: 'launches are not announced',
    put: instead(Messenger, 'announce', () => async () => Promise.resolve(false)),
  },
  {
    name: 'a report that came too early is said to be taken',
    put: instead(MachineReports, 'take', (original) => async (...given) => {
      try {
        await original(...given);
      } catch (error) {
        if (!(error instanceof RefusedError && error.code === 'launch-unanswered')) throw error;
      }
    }),
  },
  {
    name: 'gauges are counted by nobody',
    put: instead(StatisticsEventRepository, 'items', (original) => (event, at) => {
      return original({ ...event, gauges: {} }, at);
    }),
  },
  {
    name: 'what the stream does not tell of stays uncounted',
    put: instead(
      StatisticsCounter,
      'countAll',
      () => async () => Promise.resolve({ counted: 0, known: 0, unreadable: [] }),
    ),
  },
  {
    name: 'a change is counted once for each try',
    put: instead(MachineWriter, 'steps', (original) => (change, now) => {
      return original({ ...change, counters: doubled(change.counters), gauges: change.gauges }, now);
    }),
  },
  {
    name: 'what people do is not told to the audit log',
    put: instead(MachineWriter, 'steps', (original) => (change, now) => {
      return original({ ...change, audit: [] }, now);
    }),
  },
  {
    name: 'clocks are believed',
    put: instead(AwsClock, 'hear', () => () => undefined),
  },
];

function doubled(counters: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counters).map(([name, number]) => [name, 2 * number]));
}
