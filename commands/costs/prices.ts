import type { Region } from '../../config/regions.ts';

/**
 * List prices in US dollars that differ between regions, as AWS publishes them (https://aws.amazon.com/…/pricing), by hour,
 * month or use. Nothing here is looked up: whoever changes a number also runs `npm run costs`.
 */
export interface RegionPrices {
  /** t4g.medium, arm64, 2 vCPU, 4 GiB: the cheapest that the node pool allows, and enough for the services. */
  readonly nodeHour: number;
  /** The same as spot, at about 40 % of that. */
  readonly spotNodeHour: number;
  /** t4g.nano on demand: a NAT instance. */
  readonly natInstanceHour: number;
  readonly natGatewayHour: number;
  readonly interfaceEndpointHour: number;
  readonly balancerHour: number;
  /** One load balancer capacity unit. */
  readonly capacityUnitHour: number;
  /** Fargate on arm64. */
  readonly fargateCpuHour: number;
  readonly fargateGibHour: number;
  readonly logGib: number;
  /** A million write units, and read units, on demand (https://aws.amazon.com/dynamodb/pricing/on-demand). */
  readonly tableWriteMillion: number;
  readonly tableReadMillion: number;
  /** Storage of a table and of its restore points together. */
  readonly tableGib: number;
  readonly apiGatewayMillion: number;
}

const northAmerica: RegionPrices = {
  nodeHour: 0.0336,
  spotNodeHour: 0.0134,
  natInstanceHour: 0.0042,
  natGatewayHour: 0.045,
  interfaceEndpointHour: 0.01,
  balancerHour: 0.0225,
  capacityUnitHour: 0.008,
  fargateCpuHour: 0.03238,
  fargateGibHour: 0.00356,
  logGib: 0.5,
  tableWriteMillion: 0.625,
  tableReadMillion: 0.125,
  tableGib: 0.45,
  apiGatewayMillion: 3.5,
};

export const pricesOf: Readonly<Record<Region, RegionPrices>> = {
  'eu-central-1': {
    nodeHour: 0.0384,
    spotNodeHour: 0.0154,
    natInstanceHour: 0.0048,
    natGatewayHour: 0.052,
    interfaceEndpointHour: 0.012,
    balancerHour: 0.027,
    capacityUnitHour: 0.008,
    fargateCpuHour: 0.03725,
    fargateGibHour: 0.00409,
    logGib: 0.63,
    tableWriteMillion: 0.7625,
    tableReadMillion: 0.1525,
    tableGib: 0.5508,
    apiGatewayMillion: 3.7,
  },
  'eu-west-1': {
    nodeHour: 0.0368,
    spotNodeHour: 0.0147,
    natInstanceHour: 0.0046,
    natGatewayHour: 0.048,
    interfaceEndpointHour: 0.011,
    balancerHour: 0.0252,
    capacityUnitHour: 0.008,
    fargateCpuHour: 0.03238,
    fargateGibHour: 0.00356,
    logGib: 0.57,
    tableWriteMillion: 0.705,
    tableReadMillion: 0.1415,
    tableGib: 0.507,
    apiGatewayMillion: 3.5,
  },
  'us-east-1': northAmerica,
  'us-east-2': northAmerica,
  'us-west-2': northAmerica,
};

/** What costs the same in all of them. */
export const prices = {
  /** EKS control plane, standard support. */
  clusterHour: 0.1,
  /** What Auto Mode adds to a node's price on demand. */
  autoModeShare: 0.12,
  /** What spot leaves of Fargate's price, about. */
  fargateSpotShare: 0.33,
  keyMonth: 1,
  webAclMonth: 5,
  webAclRuleMonth: 1,
  alarmMonth: 0.1,
  dashboardMonth: 3,
  /** A metric of Container Insights or of our own. */
  metricMonth: 0.3,
  lambdaGibSecond: 0.0000133334,
  lambdaMillion: 0.2,
  expressWorkflowMillion: 1,
  expressGibSecond: 0.00001667,
  webAclRequestMillion: 0.6,
  cloudFrontRequest10000: 0.012,
  cloudFrontGib: 0.085,
  imageGib: 0.1,
} as const;
