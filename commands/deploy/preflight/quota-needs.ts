import type { Environment } from '../../../config/environment.ts';
import { ofType, type Resource } from '../../../stacks/testing/synthesise.ts';

/** What a deployment needs of one of AWS's quotas. */
export interface QuotaNeed {
  /** As Service Quotas calls it. */
  readonly name: string;
  readonly serviceCode: string;
  readonly quotaCode: string;
  /** Below this, deploying fails. */
  readonly least: number;
  /** What the configuration may grow to. */
  readonly whole: number;
  /** What others in the account have of it, where that can be counted. */
  readonly counted?: 'addresses' | 'networks';
}

/** Concurrent executions that AWS keeps for functions without a share of their own (docs: "Configuring reserved concurrency"). */
const unreserved = 100;
/** The smallest quota that AWS gives an account; without reserved shares the product works with it. */
const smallestConcurrency = 10;
/** vCPU of the smallest node, of the smallest machine that a blueprint offers, and of a NAT instance. */
const smallestCpu = 2;
/** A rollout runs the old tasks beside the new ones. */
const rolloutFactor = 2;

/** Counted in what is synthesised, so that the needs follow the stacks. */
export function quotaNeeds(environment: Environment, resources: readonly Resource[]): QuotaNeed[] {
  const count = (type: string): number => ofType(resources, type).length;
  const ec2 = { serviceCode: 'ec2' };
  return [
    lambdaNeed(environment, resources),
    ...nodeNeeds(environment, count('aws_instance')),
    fargateNeed(environment),
    {
      ...ec2,
      ...{ name: 'EC2-VPC Elastic IPs', quotaCode: 'L-0263D0A3', counted: 'addresses' },
      ...exactly(count('aws_eip')),
    },
    {
      ...{ name: 'VPCs per Region', serviceCode: 'vpc', quotaCode: 'L-F678F1CE', counted: 'networks' },
      ...exactly(count('aws_vpc')),
    },
  ];
}

const exactly = (number: number) => ({ least: number, whole: number });

function lambdaNeed({ signIn }: Environment, resources: readonly Resource[]): QuotaNeed {
  const functions = ofType(resources, 'aws_lambda_function');
  const shares = functions.map(({ attributes }) => Number(attributes['reserved_concurrent_executions'] ?? 0));
  const reserved = shares.filter((share) => share > 0).reduce((sum, share) => sum + share, 0);
  const least = reserved > 0 ? reserved + unreserved : smallestConcurrency;
  return {
    name: 'Lambda concurrent executions',
    serviceCode: 'lambda',
    quotaCode: 'L-B99A9384',
    least,
    // Every sign-in that the configuration lets run at a time, and one of each function.
    whole: Math.max(least, (signIn.concurrency ?? 0) + functions.length),
  };
}

/** Nodes of the cluster; people's machines and NAT instances, which are on demand. */
function nodeNeeds({ cluster, network }: Environment, natInstances: number): QuotaNeed[] {
  const nodes = { least: smallestCpu * (cluster.hasNodeInEachZone ? network.zones : 1), whole: cluster.maxCpu };
  const others = smallestCpu * (1 + natInstances);
  const isSpot = cluster.capacity === 'spot';
  const onDemand = {
    name: 'Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances, vCPU',
    serviceCode: 'ec2',
    quotaCode: 'L-1216C47A',
    least: others + (isSpot ? 0 : nodes.least),
    whole: others + (isSpot ? 0 : nodes.whole),
  };
  const name = 'All Standard (A, C, D, H, I, M, R, T, Z) Spot Instance Requests, vCPU';
  return isSpot ? [onDemand, { name, serviceCode: 'ec2', quotaCode: 'L-34B43A08', ...nodes }] : [onDemand];
}

function fargateNeed({ presentation }: Environment): QuotaNeed {
  const cpu = (tasks: number): number => (tasks * rolloutFactor * presentation.cpuUnits) / 1024;
  return {
    ...(presentation.capacity === 'spot'
      ? { name: 'Fargate Spot vCPU resource count', quotaCode: 'L-36FBB829' }
      : { name: 'Fargate On-Demand vCPU resource count', quotaCode: 'L-3032A538' }),
    serviceCode: 'fargate',
    least: cpu(presentation.minTasks),
    whole: cpu(presentation.maxTasks),
  };
}
