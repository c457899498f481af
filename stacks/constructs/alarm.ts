import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js';
import type { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';
import { physicalName, topicArn } from '../names.ts';

export interface AlarmProps {
  readonly environment: Environment;
  /** What is wrong when it goes off, in a sentence. */
  readonly meaning: string;
  /** The heading in `docs/operations.md` that says what to do. */
  readonly runbook: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Record<string, string>;
  readonly statistic?: 'Sum' | 'Average' | 'Maximum' | 'Minimum' | 'p95';
  readonly periodSeconds: number;
  readonly periods: number;
  readonly threshold: number;
  /** @default 'above' */
  readonly when?: 'above' | 'below';
  /** What no data means. @default 'fine' */
  readonly whenMissing?: 'fine' | 'bad';
  /** @default the environment's */
  readonly region?: string;
}

/** The anchor that a heading gets in rendered Markdown. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}

/** An alarm that mails what it means and where the remedy is written. */
export class Alarm extends CloudwatchMetricAlarm {
  readonly runbook: string;

  constructor(scope: Construct, id: string, props: AlarmProps) {
    const { environment, statistic = 'Sum' } = props;
    const actions = [topicArn(environment, 'alarms')];
    super(scope, id, {
      alarmName: physicalName(environment, id),
      alarmDescription: `${props.meaning} What to do: docs/operations.md#${anchorOf(props.runbook)}`,
      namespace: props.namespace,
      metricName: props.metric,
      dimensions: props.dimensions,
      ...(statistic === 'p95' ? { extendedStatistic: 'p95' } : { statistic }),
      period: props.periodSeconds,
      evaluationPeriods: props.periods,
      threshold: props.threshold,
      comparisonOperator: props.when === 'below' ? 'LessThanThreshold' : 'GreaterThanThreshold',
      treatMissingData: props.whenMissing === 'bad' ? 'breaching' : 'notBreaching',
      alarmActions: actions,
      okActions: actions,
    });
    this.runbook = props.runbook;
  }
}
