import { serviceNames } from '@cloudapp/contracts/service';
import type { Environment } from '../../config/environment.ts';
import { ofType, type Block, type Resource } from '../../stacks/testing/synthesise.ts';
import { hoursAMonth, prices } from './prices.ts';

/** One line of the bill: what it is, how it was worked out, and dollars a month. */
export interface Line {
  readonly what: string;
  readonly how: string;
  readonly dollars: number;
}

/** Requests that one person makes in a month: 22 days with 90 clicks of about one request each, and a sign-in a day for ten days. */
const requestsAPerson = 2000;
const signInsAPerson = 10;
/** What a request reads and writes in tables: session, user and what it is about; one in ten writes two items. */
const readsARequest = 3;
const writesARequest = 0.2;
const signInGib = 1769 / 1024;
const signInSeconds = 0.4;
const answerKib = 12;
const logKib = 1;
/** Images kept in the registry (60 releases of 4, layers shared) and logs of a system at rest. */
const idleImageGib = 3;
const idleLogGib = { dev: 2, prod: 8 } as const;

const month = (dollarsAnHour: number) => dollarsAnHour * hoursAMonth;
const million = 1_000_000;

/** What an environment costs while nobody uses it, from the numbers of things that are deployed. */
export function idleCosts(environment: Environment, resources: readonly Resource[]): Line[] {
  const count = (type: string) => ofType(resources, type).length;
  const endpoints = ofType(resources, 'aws_vpc_endpoint')
    .filter(({ attributes }) => attributes['vpc_endpoint_type'] === 'Interface')
    .reduce((sum, { attributes }) => sum + (attributes['subnet_ids'] as unknown[]).length, 0);
  const rules = ofType(resources, 'aws_wafv2_web_acl').flatMap(({ attributes }) => attributes['rule'] as Block[]);
  const { presentation, cluster } = environment;
  const tasks = presentation.minTasks;
  const taskHour =
    (presentation.cpuUnits / 1024) * prices.fargateCpuHour + (presentation.memoryMib / 1024) * prices.fargateGibHour;
  const balancers = count('aws_lb');
  const logGib = cluster.capacity === 'spot' ? idleLogGib.dev : idleLogGib.prod;
  return [
    line('EKS control plane', count('aws_eks_cluster'), 'clusters', month(prices.clusterHour)),
    nodes(environment),
    line(
      'NAT gateways and their addresses',
      count('aws_nat_gateway'),
      'gateways',
      month(prices.natGatewayHour + prices.publicAddressHour),
    ),
    line('Interface endpoints', endpoints, 'endpoints and zones', month(prices.interfaceEndpointHour)),
    line(
      'Load balancers, one capacity unit each',
      balancers,
      'balancers',
      month(prices.balancerHour + prices.capacityUnitHour),
    ),
    line('nginx on Fargate', tasks, 'tasks', month(taskHour)),
    line('KMS keys', count('aws_kms_key'), 'keys', prices.keyMonth),
    line('Web ACL and its rules', rules.length, 'rules', prices.webAclRuleMonth, prices.webAclMonth),
    line(
      'Alarms and dashboard',
      count('aws_cloudwatch_metric_alarm'),
      'alarms',
      prices.alarmMonth,
      prices.dashboardMonth,
    ),
    line('Container Insights', 15 + 5 * tasks, 'metrics', prices.metricMonth),
    line('Logs at rest', logGib, 'GiB', prices.logGib),
    line('Images in the registry', idleImageGib, 'GiB', prices.imageGib),
  ];
}

function nodes({ cluster, services, network }: Environment): Line {
  const isSpot = cluster.capacity === 'spot';
  const hour = isSpot
    ? prices.spotNodeHour + prices.autoModeShare * prices.smallNodeHour
    : (1 + prices.autoModeShare) * prices.nodeHour;
  // Replicas are spread over zones, so prod has a node in each; dev's fit on one.
  const needed = serviceNames.some((name) => services[name].minReplicas > 1) ? network.zones : 1;
  return line(
    `Nodes, ${isSpot ? 't4g.medium spot' : 'm7g.large on demand'}, with Auto Mode`,
    needed,
    'nodes',
    month(hour),
  );
}

/** What a hundred more people cost. */
export function costsOfPeople(people: number): Line[] {
  const requests = people * requestsAPerson;
  const signIns = people * signInsAPerson;
  const gib = (requests * answerKib) / 1024 ** 2;
  const perSignIn =
    signInGib * signInSeconds * prices.lambdaGibSecond +
    (2 * prices.lambdaMillion + prices.expressWorkflowMillion + prices.apiGatewayMillion) / million +
    (64 / 1024) * signInSeconds * prices.expressGibSecond;
  return [
    line('Requests to the web ACL', requests / million, 'million', prices.webAclRequestMillion),
    line('Requests to CloudFront', requests / 10_000, 'ten thousand', prices.cloudFrontRequest10000),
    line('Traffic from CloudFront', gib, 'GiB', prices.cloudFrontGib),
    line('Reads of tables', (requests * readsARequest) / million, 'million', 2 * prices.tableReadMillion),
    line('Writes to tables', (requests * writesARequest) / million, 'million', 2 * prices.tableWriteMillion),
    line('Sign-ins: API, workflow, Lambdas', signIns, 'sign-ins', perSignIn),
    line('Logs', (4 * requests * logKib) / 1024 ** 2, 'GiB', prices.logGib),
  ];
}

function line(what: string, quantity: number, unit: string, price: number, base = 0): Line {
  const amount = Number.isInteger(quantity) ? String(quantity) : quantity.toFixed(2);
  const each = price < 0.01 ? price.toPrecision(2) : price.toFixed(2);
  const how = `${base > 0 ? `${base.toFixed(2)} + ` : ''}${amount} ${unit} × ${each}`;
  return { what, how, dollars: base + quantity * price };
}

export const sumOf = (lines: readonly Line[]): number => lines.reduce((sum, { dollars }) => sum + dollars, 0);
