import { ofType, textOf } from '../synthesise.ts';
import { change, first, idsOf, remove, type Property } from './property.ts';

const mapping = 'aws_lambda_event_source_mapping';
/** A record of a stream ends after a day. */
const streamSeconds = 86_400;

const readers = [
  { table: 'statistics-events', invoked: 'count-statistics', view: 'KEYS_ONLY' },
  { table: 'audit', invoked: 'seal-audit', view: 'NEW_IMAGE' },
  { table: 'audit', invoked: 'send-notices', view: 'NEW_IMAGE' },
] as const;

/** What happens is counted and sealed, late at the worst. */
export const countingProperties: readonly Property[] = [
  {
    // https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html: without settings it tries for good, all behind it waiting.
    name: 'a stream is read from its beginning, keeps nobody waiting for good, and notes what it gave up',
    violations: (resources) => {
      const mappings = ofType(resources, mapping);
      const isSound = ({ attributes }: (typeof mappings)[number]): boolean => {
        const age = Number(attributes['maximum_record_age_in_seconds']);
        return (
          attributes['starting_position'] === 'TRIM_HORIZON' &&
          attributes['bisect_batch_on_function_error'] === true &&
          age > 0 &&
          age < streamSeconds &&
          textOf(first(first(attributes['destination_config'])['on_failure'])).includes('dead-letters')
        );
      };
      return mappings.length === readers.length
        ? idsOf(mappings.filter((one) => !isSound(one)))
        : [`${mappings.length} mappings`];
    },
    mutants: {
      'nothing reads it': remove(mapping, ''),
      'it begins with what happens next': change(mapping, '', { starting_position: 'LATEST' }),
      'one bad batch is tried whole': change(mapping, '', { bisect_batch_on_function_error: undefined }),
      'it tries for good': change(mapping, '', { maximum_record_age_in_seconds: undefined }),
      'it tries longer than the stream keeps': change(mapping, '', { maximum_record_age_in_seconds: 100_000 }),
      'nothing notes what it gave up': change(mapping, '', { destination_config: undefined }),
    },
  },
  {
    name: 'each stream tells its own function of what is new, events by their keys and the audit log by what was written, and no other table has one',
    violations: (resources) => [
      ...idsOf(
        ofType(resources, mapping).filter(({ attributes }) => {
          const isReader = readers.some(
            ({ table, invoked }) =>
              textOf(attributes['event_source_arn']).includes(`${table}stream_arn`) &&
              textOf(attributes['function_name']).includes(invoked),
          );
          // What is removed, or changed, is told of too.
          return !isReader || !textOf(attributes['filter_criteria']).includes('INSERT');
        }),
      ),
      ...idsOf(
        ofType(resources, 'aws_dynamodb_table').filter(({ id, attributes }) => {
          const view = attributes['stream_enabled'] === true ? attributes['stream_view_type'] : undefined;
          return view !== readers.find(({ table }) => table === id)?.view;
        }),
      ),
    ],
    mutants: {
      'it is another function': change(mapping, '', { function_name: 'analyse-provisioning' }),
      'it is told of removals': change(mapping, '', { filter_criteria: undefined }),
      'there is no stream': change('aws_dynamodb_table', 'statistics-events', { stream_enabled: undefined }),
      'the stream has the items': change('aws_dynamodb_table', 'statistics-events', { stream_view_type: 'NEW_IMAGE' }),
      'entries are read where they may have been replaced': change('aws_dynamodb_table', 'audit', {
        stream_view_type: 'KEYS_ONLY',
      }),
      'machines have one': change('aws_dynamodb_table', 'instances', {
        stream_enabled: true,
        stream_view_type: 'KEYS_ONLY',
      }),
    },
  },
  {
    name: 'what streams lose is found by the clock, and days are signed by it',
    violations: (resources) => {
      const called = ofType(resources, 'aws_scheduler_schedule').map(({ attributes }) =>
        textOf(first(attributes['target'])['arn']),
      );
      return ['count-statistics', 'seal-audit', 'sign-audit', 'send-notices'].filter(
        (name) => !called.some((arn) => arn.includes(name)),
      );
    },
    mutants: {
      'nothing counts': remove('aws_scheduler_schedule', 'background_every-five-minutes'),
      'nothing seals': remove('aws_scheduler_schedule', 'seal-every-five-minutes'),
      'nothing signs': remove('aws_scheduler_schedule', 'sign-every-hour'),
      'nothing sends': remove('aws_scheduler_schedule', 'send-every-minute'),
    },
  },
];
