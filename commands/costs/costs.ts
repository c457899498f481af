import { machinePrices, publicAddressHour } from '@cloudapp/contracts/machine-prices';
import { serviceNames } from '@cloudapp/contracts/service';
import type { Environment } from '../../config/environment.ts';
import { ofType, textOf, type Block, type Resource } from '../../stacks/testing/synthesise.ts';
import { line, million, month, type Line } from './line.ts';
import { prices, pricesOf, type RegionPrices } from './prices.ts';

/** Images kept in the registry (60 releases of 4, layers shared). */
const idleImageGib = 3;
/** What the functions, nginx and the services write while nobody asks anything. */
const idleLogGib = 1;
/** What an idle cluster writes in a month, by kind of log. */
const clusterLogGib: Readonly<Record<string, number>> = {
  api: 2,
  audit: 10,
  authenticator: 0.3,
  controllerManager: 0.5,
  scheduler: 0.3,
};
/** Bottlerocket's own disk, beside the one of the node class. */
const nodeSystemGib = 5;
/** reconcile-instances runs every minute, whether there is anything to do or not. */
const hoursAMonth = 730;
const runsAMonth = 60 * hoursAMonth;
const runGib = 0.5;
const runSeconds = 0.5;
/** 29 queries of half a unit: one for each value of the keys by which machines are found (ADR 26), and for orders and strays. */
const readsOfLooking = 15;
/** count-statistics looks into one table. */
const readsOfCounting = 4;
/** seal-audit looks for what the stream has lost: a query of half a unit for the day, each of its 16 chains, and the heads of yesterday's. */
const readsOfSealing = 9;
/** sign-audit looks for the last root; once a day it reads a day and its chains, which is no more than a unit an hour. */
const readsOfSigning = 1;
/** Health checks are all that a load balancer has to do at rest. */
const idleCapacityUnits = 0.1;

/** What an environment costs while nobody uses it, from the numbers of things that are deployed. */
export function idleCosts(environment: Environment, resources: readonly Resource[]): Line[] {
  const local = pricesOf[environment.region];
  const count = (type: string) => ofType(resources, type).length;
  const endpoints = ofType(resources, 'aws_vpc_endpoint')
    .filter(({ attributes }) => attributes['vpc_endpoint_type'] === 'Interface')
    .reduce((sum, { attributes }) => sum + (attributes['subnet_ids'] as unknown[]).length, 0);
  const rules = ofType(resources, 'aws_wafv2_web_acl').flatMap(({ attributes }) => attributes['rule'] as Block[]);
  const balancers = count('aws_lb');
  return [
    line('EKS control plane', count('aws_eks_cluster'), 'clusters', month(prices.clusterHour)),
    ...nodes(environment, resources, local),
    line('NAT gateways', count('aws_nat_gateway'), 'gateways', month(local.natGatewayHour)),
    line('NAT instances', count('aws_instance'), 'instances', month(local.natInstanceHour)),
    line('Disks of NAT instances', natDiskGib(resources), 'GiB', machinePrices[environment.region].diskGibMonth),
    line('Public addresses', count('aws_eip'), 'addresses', month(publicAddressHour)),
    line('Interface endpoints', endpoints, 'endpoints and zones', month(local.interfaceEndpointHour)),
    line('Load balancers', balancers, 'balancers', month(local.balancerHour)),
    line('Their work at rest', balancers * idleCapacityUnits, 'capacity units', month(local.capacityUnitHour)),
    nginx(environment, local),
    line('KMS keys', count('aws_kms_key'), 'keys', prices.keyMonth),
    line('Web ACL and its rules', rules.length, 'rules', prices.webAclRuleMonth, prices.webAclMonth),
    line('Alarms', count('aws_cloudwatch_metric_alarm'), 'alarms', prices.alarmMonth),
    line('Dashboards', count('aws_cloudwatch_dashboard'), 'dashboards', prices.dashboardMonth),
    insights(environment, resources),
    ...logs(environment, resources, local),
    line('Looking after machines', runsAMonth, 'runs', runPrice(local, readsOfLooking)),
    // A run by the clock reads an all but empty table: no more than one that looks after machines.
    line('Counting what happened', runsAMonth / 5, 'runs', runPrice(local, readsOfCounting)),
    line('Sealing the audit log', runsAMonth / 5, 'runs', runPrice(local, readsOfSealing)),
    line('Signing it', hoursAMonth, 'runs', runPrice(local, readsOfSigning)),
    line('Tables at rest', 1, 'GiB', local.tableGib),
    line('Images in the registry', idleImageGib, 'GiB', prices.imageGib),
  ];
}

const natDiskGib = (resources: readonly Resource[]): number =>
  ofType(resources, 'aws_instance').reduce(
    (sum, { attributes }) => sum + Number((attributes['root_block_device'] as Block)['volume_size']),
    0,
  );

function runPrice({ tableReadMillion }: RegionPrices, reads: number): number {
  return runGib * runSeconds * prices.lambdaGibSecond + (prices.lambdaMillion + reads * tableReadMillion) / million;
}

/** Replicas that must be in different zones take a node in each; others fit on one. Nodes for add-ons there are none. */
function nodes({ cluster, network, region }: Environment, resources: readonly Resource[], local: RegionPrices): Line[] {
  const isSpot = cluster.capacity === 'spot';
  const hour = (isSpot ? local.spotNodeHour : local.nodeHour) + prices.autoModeShare * local.nodeHour;
  const needed = cluster.hasNodeInEachZone ? network.zones : 1;
  const nodeClass = ofType(resources, 'kubernetes_manifest').map(({ attributes }) => textOf(attributes['manifest']));
  const [, size = ''] = /"ephemeralStorage":\{"size":"(\d+)Gi"/.exec(nodeClass.join()) ?? [];
  return [
    line(`Nodes, t4g.medium ${isSpot ? 'spot' : 'on demand'}, with Auto Mode`, needed, 'nodes', month(hour)),
    line('Disks of nodes', needed * (Number(size) + nodeSystemGib), 'GiB', machinePrices[region].diskGibMonth),
  ];
}

function nginx({ presentation }: Environment, local: RegionPrices): Line {
  const { cpuUnits, memoryMib, minTasks, capacity } = presentation;
  const hour = (cpuUnits / 1024) * local.fargateCpuHour + (memoryMib / 1024) * local.fargateGibHour;
  const share = capacity === 'spot' ? prices.fargateSpotShare : 1;
  return line(`nginx on Fargate${capacity === 'spot' ? ' spot' : ''}`, minTasks, 'tasks', month(hour * share));
}

function insights({ presentation }: Environment, resources: readonly Resource[]): Line {
  const isOn = ofType(resources, 'aws_ecs_cluster').some(({ attributes }) =>
    textOf(attributes['setting']).includes('"enabled"'),
  );
  return line('Container Insights', isOn ? 15 + 5 * presentation.minTasks : 0, 'metrics', prices.metricMonth);
}

function logs(environment: Environment, resources: readonly Resource[], local: RegionPrices): Line[] {
  const kinds = ofType(resources, 'aws_eks_cluster').flatMap(
    ({ attributes }) => attributes['enabled_cluster_log_types'] as string[],
  );
  const ofCluster = kinds.reduce((sum, kind) => sum + (clusterLogGib[kind] ?? 0), 0);
  return [
    line('Logs of the control plane', ofCluster, 'GiB', local.logGib),
    line('Flow logs', flowLogGib(environment, resources), 'GiB', local.logGib),
    line('Other logs at rest', idleLogGib, 'GiB', local.logGib),
  ];
}

/**
 * Every health check is a connection of its own, so it is two records, there and back, at either end. What is refused at rest
 * is hardly anything.
 */
function flowLogGib({ network, presentation, services }: Environment, resources: readonly Resource[]): number {
  const isAll = ofType(resources, 'aws_flow_log').some(({ attributes }) => attributes['traffic_type'] === 'ALL');
  if (!isAll) return 0.1;
  const pods = serviceNames.reduce((sum, name) => sum + services[name].minReplicas, 0);
  const checksASecond = network.zones * (pods / 5 + presentation.minTasks / 10);
  const recordBytes = 120;
  return (checksASecond * 4 * recordBytes * 3600 * 730) / 1024 ** 3;
}
