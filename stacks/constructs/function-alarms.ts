import type { FunctionName } from '../variables/functions.ts';
import type { AlarmProps } from './alarm.ts';

type AlarmValues = Omit<AlarmProps, 'environment'>;
type Named = readonly [id: string, values: AlarmValues];

const fiveMinutes = 300;
const minuteInMilliseconds = 60_000;

/** What tells that a function fails, is turned away, leaves work behind, or does not run at all. */
export function alarmsOfFunction(name: FunctionName, physicalName: (part: string) => string): Named[] {
  const dimensions = { FunctionName: physicalName(name) };
  const runbook = 'A function fails';
  const values = { namespace: 'AWS/Lambda', dimensions, periodSeconds: fiveMinutes, periods: 1, threshold: 0, runbook };
  return [
    [`${name}-errors`, { ...values, meaning: `The function ${name} fails.`, metric: 'Errors' }],
    [`${name}-throttled`, { ...values, meaning: `Calls of ${name} are turned away.`, metric: 'Throttles', periods: 3 }],
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
    ...(name === 'reconcile-instances' ? [silent(values)] : []),
    ...(name === 'count-statistics' ? [behind(values)] : []),
  ];
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

/** The age of the oldest record of the stream that was not taken yet; without any there is no figure. */
function behind(values: Omit<AlarmValues, 'meaning' | 'metric'>): Named {
  return [
    'count-statistics-behind',
    {
      ...values,
      meaning: 'What happened more than a minute ago is not in the statistics yet.',
      runbook: 'The statistics are behind',
      metric: 'IteratorAge',
      statistic: 'Maximum',
      threshold: minuteInMilliseconds,
    },
  ];
}
