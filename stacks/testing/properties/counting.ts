import { ofType, textOf } from '../synthesise.ts';
import { change, first, idsOf, remove, type Property } from './property.ts';

const mapping = 'aws_lambda_event_source_mapping';
/** A record of a stream ends after a day. */
const streamSeconds = 86_400;

/** What happens is counted, late at the worst. */
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
      return mappings.length === 1 ? idsOf(mappings.filter((one) => !isSound(one))) : [`${mappings.length} mappings`];
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
    name: 'the stream tells of new events, by their keys, and the function is told of those alone',
    violations: (resources) => [
      ...idsOf(
        ofType(resources, mapping).filter(
          ({ attributes }) =>
            !textOf(attributes['event_source_arn']).includes('statistics-eventsstream_arn') ||
            !textOf(attributes['function_name']).includes('count-statistics') ||
            // What it removes itself is told of too.
            !textOf(attributes['filter_criteria']).includes('INSERT'),
        ),
      ),
      ...idsOf(
        ofType(resources, 'aws_dynamodb_table').filter(({ id, attributes }) => {
          const isEvents = id === 'statistics-events';
          return (attributes['stream_view_type'] === 'KEYS_ONLY' && attributes['stream_enabled'] === true) !== isEvents;
        }),
      ),
    ],
    mutants: {
      'it is another function': change(mapping, '', { function_name: 'analyse-provisioning' }),
      'it is told of removals': change(mapping, '', { filter_criteria: undefined }),
      'there is no stream': change('aws_dynamodb_table', 'statistics-events', { stream_enabled: undefined }),
      'the stream has the items': change('aws_dynamodb_table', 'statistics-events', { stream_view_type: 'NEW_IMAGE' }),
      'machines have one': change('aws_dynamodb_table', 'instances', {
        stream_enabled: true,
        stream_view_type: 'KEYS_ONLY',
      }),
    },
  },
  {
    name: 'what the stream loses is counted by the clock',
    violations: (resources) =>
      ofType(resources, 'aws_scheduler_schedule').some(({ attributes }) =>
        textOf(first(attributes['target'])['arn']).includes('count-statistics'),
      )
        ? []
        : ['no schedule'],
    mutants: { 'nothing calls it': remove('aws_scheduler_schedule', 'every-five-minutes') },
  },
];
