import { block, isSet, ResourceRules, type Attributes } from './resource.ts';

/** What must be true for the product to be looked after. */
export class OperationRules extends ResourceRules {
  protected faultsOf(type: string, attributes: Attributes): string[] {
    const faults: Record<string, (attributes: Attributes) => [boolean, string][]> = {
      aws_cloudwatch_log_group: (group) => [
        [isSet(group['retention_in_days']), 'a log group must say how long it keeps'],
      ],
      aws_lambda_function: (lambda) => [
        [block(lambda['tracing_config'])['mode'] === 'Active', 'a function must send traces'],
        [isSet(block(lambda['logging_config'])['log_group']), 'a function must log into a group with retention'],
      ],
      aws_dynamodb_table: (table) => [
        [block(table['point_in_time_recovery'])['enabled'] === true, 'a table must be restorable to a point in time'],
      ],
      aws_ecr_repository: (repository) => [
        [repository['image_tag_mutability'] === 'IMMUTABLE', 'a tag of an image must never move'],
        [block(repository['image_scanning_configuration'])['scan_on_push'] === true, 'images must be scanned'],
      ],
      aws_cloudwatch_metric_alarm: (alarm) => [
        [
          /docs\/operations\.md#[a-z0-9-]+/.test(String(alarm['alarm_description'])),
          'an alarm must name its section of docs/operations.md',
        ],
      ],
    };
    return (faults[type]?.(attributes) ?? []).filter(([isFine]) => !isFine).map(([, fault]) => fault);
  }
}
