import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard/index.js';
import { Fn } from 'cdktf';
import type { Construct } from 'constructs';
import { serviceNames } from '@cloudapp/contracts/service';
import { BaseStack, type BaseStackProps } from './base-stack.ts';
import { Alarm, type AlarmProps } from './constructs/alarm.ts';
import { signInMetrics } from './constructs/sign-in-api.ts';
import { alarmsOfFunction } from './constructs/function-alarms.ts';
import { dashboardBody, type DashboardSources } from './constructs/dashboard.ts';
import { functionNames } from './variables/functions.ts';

export type ObservabilityProps = BaseStackProps & DashboardSources;

type AlarmValues = Omit<AlarmProps, 'environment'>;

const minute = 60;
const fiveMinutes = 300;
/** Far above what mistyped passwords of a busy morning add up to. */
const refusedSignIns = 300;

/** What tells somebody that people cannot work, and the one page that shows why. */
export class ObservabilityStack extends BaseStack {
  constructor(scope: Construct, id: string, props: ObservabilityProps) {
    super(scope, id, props);
    this.#addSignInAlarms(props);
    this.#addFunctionAlarms();
    this.#addServiceAlarms(props);
    this.#addPresentationAlarms(props);
    if (this.environment.insight === 'full') this.#addDashboard(props);
  }

  #addDashboard(props: ObservabilityProps): void {
    new CloudwatchDashboard(this, 'dashboard', {
      dashboardName: this.physicalName('overview'),
      dashboardBody: Fn.jsonencode(dashboardBody(this.environment, props, functionNames)),
    });
  }

  #addSignInAlarms({ loginWorkflowArn }: ObservabilityProps): void {
    const runbook = 'Nobody can sign in';
    const shared = { periodSeconds: minute, periods: 3, runbook };
    const api = { namespace: 'AWS/ApiGateway', dimensions: signInMetrics(this.environment) };
    const workflow = { ...shared, namespace: 'AWS/States', dimensions: { StateMachineArn: loginWorkflowArn } };
    // Not the workflow's ExecutionsFailed: a wrong password ends it in its state Error, which CloudWatch counts there.
    this.#alarm('sign-in-failing', {
      ...shared,
      ...api,
      meaning: 'API Gateway answers sign-ins with errors of its own, or of the workflow behind it.',
      metric: '5XXError',
      threshold: 0,
    });
    this.#alarm('sign-in-refused', {
      ...api,
      meaning: 'Sign-ins are refused by the hundred: somebody guesses passwords or floods the door.',
      metric: '4XXError',
      periodSeconds: fiveMinutes,
      periods: 1,
      threshold: refusedSignIns,
      runbook: 'Sign-ins are refused by the hundred',
    });
    this.#alarm('sign-in-timed-out', {
      ...workflow,
      meaning: 'Sign-ins take so long that the workflow is ended.',
      metric: 'ExecutionsTimedOut',
      threshold: 0,
    });
    this.#alarm('sign-in-slow', {
      ...workflow,
      meaning: 'Nineteen of twenty sign-ins take longer than three seconds.',
      metric: 'ExecutionTime',
      statistic: 'p95',
      periodSeconds: fiveMinutes,
      threshold: 3000,
    });
  }

  #addFunctionAlarms(): void {
    for (const name of functionNames) {
      for (const [id, values] of alarmsOfFunction(name, (part) => this.physicalName(part))) this.#alarm(id, values);
    }
  }

  #addServiceAlarms({ loadBalancer, targetGroups }: ObservabilityProps): void {
    for (const name of serviceNames) {
      const values = {
        namespace: 'AWS/ApplicationELB',
        dimensions: { LoadBalancer: loadBalancer, TargetGroup: targetGroups[name] },
        periodSeconds: minute,
        periods: 3,
        runbook: 'A service does not answer',
      };
      this.#alarm(`${name}-failing`, {
        ...values,
        meaning: `The service ${name} answers with errors of its own.`,
        metric: 'HTTPCode_Target_5XX_Count',
        threshold: 5,
      });
      this.#alarm(`${name}-down`, {
        ...values,
        meaning: `No replica of ${name} is healthy.`,
        metric: 'HealthyHostCount',
        statistic: 'Minimum',
        threshold: 1,
        when: 'below',
        whenMissing: 'bad',
      });
      this.#alarm(`${name}-slow`, {
        ...values,
        meaning: `One of twenty requests to ${name} takes longer than two seconds.`,
        metric: 'TargetResponseTime',
        statistic: 'p95',
        periodSeconds: fiveMinutes,
        threshold: 2,
      });
    }
  }

  #addPresentationAlarms({ loadBalancer, targetGroups, presentation }: ObservabilityProps): void {
    const runbook = 'The page does not load';
    const balancer = { namespace: 'AWS/ApplicationELB', periodSeconds: minute, periods: 3, runbook };
    this.#alarm('nginx-down', {
      ...balancer,
      meaning: 'No nginx task is healthy: nobody sees the page.',
      metric: 'HealthyHostCount',
      dimensions: { LoadBalancer: loadBalancer, TargetGroup: targetGroups.nginx },
      statistic: 'Minimum',
      threshold: 1,
      when: 'below',
      whenMissing: 'bad',
    });
    this.#alarm('front-door-errors', {
      ...balancer,
      meaning: 'The load balancer itself answers with 5xx, at either of its doors.',
      metric: 'HTTPCode_ELB_5XX_Count',
      dimensions: { LoadBalancer: loadBalancer },
      threshold: 5,
    });
    // What fails behind nginx, sign-ins and services alike, and nginx's own faults reach the front door as answers of nginx.
    this.#alarm('nginx-failing', {
      ...balancer,
      meaning: 'nginx answers with 5xx: it, or what it forwards to, fails.',
      metric: 'HTTPCode_Target_5XX_Count',
      dimensions: { LoadBalancer: loadBalancer, TargetGroup: targetGroups.nginx },
      threshold: 5,
    });
    this.#alarm('nginx-busy', {
      meaning: 'nginx has used most of its CPU for a quarter of an hour, although it should have been scaled.',
      runbook,
      namespace: 'AWS/ECS',
      metric: 'CPUUtilization',
      dimensions: { ClusterName: presentation.clusterName, ServiceName: presentation.serviceName },
      statistic: 'Average',
      periodSeconds: fiveMinutes,
      periods: 3,
      threshold: 85,
    });
  }

  #alarm(id: string, values: AlarmValues): void {
    new Alarm(this, id, { environment: this.environment, ...values });
  }
}
