import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule/index.js';
import type { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';
import { physicalName } from '../names.ts';
import type { FunctionName } from '../variables/functions.ts';
import type { NodeFunction } from './node-function.ts';
import type { PartRole } from './role.ts';

export interface Appointment {
  readonly environment: Environment;
  /** Of the schedules, which may call the function. */
  readonly role: PartRole;
  readonly invoked: NodeFunction;
  readonly part: FunctionName;
  /** When, as EventBridge Scheduler writes it: `rate(1 minute)`. */
  readonly when: string;
  readonly description: string;
}

/** Has a function called by the clock. It carries no payload, so there is nothing for a key of ours to encrypt; with one, the role itself would have to decrypt. */
export function invokeByClock(scope: Construct, id: string, appointment: Appointment): void {
  const { environment, role, invoked, part, when, description } = appointment;
  new SchedulerSchedule(scope, id, {
    name: physicalName(environment, part),
    description,
    scheduleExpression: when,
    flexibleTimeWindow: { mode: 'OFF' },
    target: {
      arn: invoked.arn,
      roleArn: role.arn,
      // The next run is near, so a late one is worth nothing.
      retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
    },
    dependsOn: [role.policy],
  });
}
