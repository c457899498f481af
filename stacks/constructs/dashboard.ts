import { serviceNames, type ServiceName } from '@cloudapp/contracts/service';
import type { Environment } from '../../config/environment.ts';
import { physicalName } from '../names.ts';
import { signInMetrics } from './sign-in-api.ts';

/** The resources whose metrics are shown. */
export interface DashboardSources {
  readonly loadBalancer: string;
  readonly targetGroups: Readonly<Record<ServiceName | 'nginx', string>>;
  readonly presentation: { readonly clusterName: string; readonly serviceName: string };
  readonly loginWorkflowArn: string;
  readonly clusterName: string;
}

type Metric = readonly (string | Record<string, string>)[];

interface Graph {
  readonly title: string;
  readonly metrics: readonly Metric[];
  readonly stat: string;
}

/** How a sign-in's execution ends, and what that means. */
const signIns = [
  ['ExecutionsSucceeded', 'signed in'],
  ['ExecutionsFailed', 'refused, wrong passwords among them'],
  ['ExecutionsTimedOut', 'took too long'],
] as const;

const width = 8;
const height = 6;
const perRow = 24 / width;

/** The page that answers "what is wrong", from the browser's side inwards. */
export function dashboardBody(environment: Environment, props: DashboardSources, functions: readonly string[]): object {
  const graphs = [...edgeGraphs(props), ...logicGraphs(environment, props, functions)];
  return {
    widgets: graphs.map(({ title, metrics, stat }, index) => ({
      type: 'metric',
      x: (index % perRow) * width,
      y: Math.floor(index / perRow) * height,
      width,
      height,
      properties: { title, metrics, stat, period: 60, region: environment.region, view: 'timeSeries' },
    })),
  };
}

function edgeGraphs({ loadBalancer, targetGroups, presentation }: DashboardSources): Graph[] {
  const balancer = ['LoadBalancer', loadBalancer, 'TargetGroup', targetGroups.nginx];
  const elb = 'AWS/ApplicationELB';
  return [
    {
      title: 'Requests by answer',
      stat: 'Sum',
      metrics: ['2XX', '4XX', '5XX'].map((kind) => [elb, `HTTPCode_Target_${kind}_Count`, ...balancer]),
    },
    { title: 'Time to answer, slowest twentieth', stat: 'p95', metrics: [[elb, 'TargetResponseTime', ...balancer]] },
    {
      title: 'nginx',
      stat: 'Average',
      metrics: ['CPUUtilization', 'MemoryUtilization'].map((metric) => [
        'AWS/ECS',
        metric,
        'ClusterName',
        presentation.clusterName,
        'ServiceName',
        presentation.serviceName,
      ]),
    },
  ];
}

function logicGraphs(environment: Environment, props: DashboardSources, functions: readonly string[]): Graph[] {
  const { loadBalancer, targetGroups, loginWorkflowArn } = props;
  const target = (metric: string): Metric[] =>
    serviceNames.map((name) => [
      'AWS/ApplicationELB',
      metric,
      'LoadBalancer',
      loadBalancer,
      'TargetGroup',
      targetGroups[name],
      { label: name },
    ]);
  const lambda = (metric: string): Metric[] =>
    functions.map((name) => ['AWS/Lambda', metric, 'FunctionName', physicalName(environment, name)]);
  return [
    {
      title: 'Sign-ins',
      stat: 'Sum',
      metrics: [
        ...signIns.map(([metric, label]) => ['AWS/States', metric, 'StateMachineArn', loginWorkflowArn, { label }]),
        [
          'AWS/ApiGateway',
          '5XXError',
          ...Object.entries(signInMetrics(environment)).flat(),
          { label: 'answered with 5xx' },
        ],
      ],
    },
    { title: 'Requests to services', stat: 'Sum', metrics: target('RequestCount') },
    { title: 'Errors of services', stat: 'Sum', metrics: target('HTTPCode_Target_5XX_Count') },
    { title: 'Healthy replicas', stat: 'Minimum', metrics: target('HealthyHostCount') },
    { title: 'Errors of functions', stat: 'Sum', metrics: lambda('Errors') },
    { title: 'Duration of functions', stat: 'p95', metrics: lambda('Duration') },
  ];
}
