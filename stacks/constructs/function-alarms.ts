import type { FunctionName } from '../variables/functions.ts';
import type { AlarmProps } from './alarm.ts';

type AlarmValues = Omit<AlarmProps, 'environment'>;
type Named = readonly [id: string, values: AlarmValues];

const fiveMinutes = 300;
const hour = 3600;
const minuteInMilliseconds = 60_000;

/** What tells that a function fails, is turned away, leaves work behind, or does not run at all. */
export function alarmsOfFunction(name: FunctionName, physicalName: (part: string) => string): Named[] {
  const dimensions = { FunctionName: physicalName(name) };
  const runbook = 'A function fails';
  const values = { namespace: 'AWS/Lambda', dimensions, periodSeconds: fiveMinutes, periods: 1, threshold: 0, runbook };
  const lateness = latenessOf(name, values);
  const isReader = name in readers;
  return [
    // What a stream calls is called again until it is done or given up: then it is late, or has left work behind.
    ...(isReader ? [] : [failing(name, values)]),
    ...(lateness.length > 0 ? [] : [throttled(name, values)]),
    [
      `${name}-dead-letters`,
      {
        ...values,
        meaning: `Work that ${name} could not do after all retries is waiting.`,
        runbook: 'Dead letters',
        namespace: 'AWS/SQS',
        metric: 'ApproximateNumberOfMessagesVisible',
        dimensions: { QueueName: physicalName(`${name}-dead-letters`) },
        statistic: 'Maximum',
      },
    ],
    ...lateness,
  ];
}

function failing(name: FunctionName, values: Omit<AlarmValues, 'meaning' | 'metric'>): Named {
  return [`${name}-errors`, { ...values, meaning: `The function ${name} fails.`, metric: 'Errors' }];
}

function throttled(name: FunctionName, values: Omit<AlarmValues, 'meaning' | 'metric'>): Named {
  return [
    `${name}-throttled`,
    { ...values, meaning: `Calls of ${name} are turned away.`, metric: 'Throttles', periods: 3 },
  ];
}

/** Of what a clock or a stream calls: whatever keeps it from its work, being turned away too, shows in how late it is. */
function latenessOf(name: FunctionName, values: Omit<AlarmValues, 'meaning' | 'metric'>): Named[] {
  if (name === 'reconcile-instances') return [silent(values)];
  if (name === 'sign-audit') return [unsigned(values)];
  return behindOf(name, values);
}

function silent(values: Omit<AlarmValues, 'meaning' | 'metric'>): Named {
  return [
    'reconcile-instances-silent',
    {
      ...values,
      meaning: 'Machines have not been looked after for ten minutes.',
      runbook: 'Machines are not looked after',
      metric: 'Invocations',
      periods: 2,
      threshold: 1,
      when: 'below',
      whenMissing: 'bad',
    },
  ];
}

const readers: Readonly<Partial<Record<FunctionName, Pick<AlarmValues, 'meaning' | 'runbook'>>>> = {
  'count-statistics': {
    meaning: 'What happened more than a minute ago is not in the statistics yet.',
    runbook: 'The statistics are behind',
  },
  'seal-audit': {
    meaning: 'Entries of the audit log that are older than a minute are not sealed yet.',
    runbook: 'The audit log is not sealed or not signed',
  },
  'send-notices': {
    meaning: 'What happened more than a minute ago is not in the outbox of e-mails yet.',
    runbook: 'E-mails are not sent',
  },
};

/** The age of the oldest record of the stream that was not taken yet; without any there is no figure. */
function behindOf(name: FunctionName, values: Omit<AlarmValues, 'meaning' | 'metric'>): Named[] {
  const reader = readers[name];
  if (reader === undefined) return [];
  const alarm = { ...values, ...reader, metric: 'IteratorAge', statistic: 'Maximum', threshold: minuteInMilliseconds };
  return [[`${name}-behind`, alarm]] as Named[];
}

/** It is called every hour and signs whatever is not signed: one that fails is told of by its errors. */
function unsigned(values: Omit<AlarmValues, 'meaning' | 'metric'>): Named {
  return [
    'sign-audit-silent',
    {
      ...values,
      meaning: 'For two hours nobody has looked whether a day of the audit log is to be signed.',
      runbook: 'The audit log is not sealed or not signed',
      metric: 'Invocations',
      periodSeconds: hour,
      periods: 2,
      threshold: 1,
      when: 'below',
      whenMissing: 'bad',
    },
  ];
}
