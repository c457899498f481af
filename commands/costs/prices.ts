/**
 * List prices of eu-west-1 in US dollars, as AWS publishes them (https://aws.amazon.com/…/pricing), by hour, month or use.
 * Nothing here is looked up: whoever changes a number also runs `npx tsx commands/costs/main.ts`.
 */
export const prices = {
  /** EKS control plane, standard support. */
  clusterHour: 0.1,
  /** m7g.large, arm64, 2 vCPU, 8 GiB: what Auto Mode starts for prod, on demand. */
  nodeHour: 0.0914,
  /** t4g.medium, arm64, 2 vCPU, 4 GiB: what dev gets, as spot, at about 40 % of its price on demand. */
  spotNodeHour: 0.0147,
  /** What Auto Mode adds to a node's price on demand. */
  autoModeShare: 0.12,
  /** t4g.medium on demand, which the fee is worked out from for spot too. */
  smallNodeHour: 0.0368,
  natGatewayHour: 0.048,
  publicAddressHour: 0.005,
  interfaceEndpointHour: 0.011,
  balancerHour: 0.0252,
  /** One load balancer capacity unit. */
  capacityUnitHour: 0.008,
  /** Fargate on arm64. */
  fargateCpuHour: 0.03238,
  fargateGibHour: 0.00356,
  keyMonth: 1,
  webAclMonth: 5,
  webAclRuleMonth: 1,
  alarmMonth: 0.1,
  dashboardMonth: 3,
  logGib: 0.57,
  /** A metric of Container Insights or of our own. */
  metricMonth: 0.3,
  tableWriteMillion: 0.705,
  tableReadMillion: 0.1415,
  lambdaGibSecond: 0.0000133334,
  lambdaMillion: 0.2,
  expressWorkflowMillion: 1,
  expressGibSecond: 0.00001667,
  apiGatewayMillion: 3.5,
  webAclRequestMillion: 0.6,
  cloudFrontRequest10000: 0.012,
  cloudFrontGib: 0.085,
  imageGib: 0.1,
} as const;

/** What AWS counts a month as. */
export const hoursAMonth = 730;
