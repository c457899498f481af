import { DescribeAddressesCommand, DescribeVpcsCommand, type Tag } from '@aws-sdk/client-ec2';
import { GetAWSDefaultServiceQuotaCommand, GetServiceQuotaCommand } from '@aws-sdk/client-service-quotas';
import type { Clients } from '../clients.ts';
import type { Deployment } from '../deployment.ts';
import type { Check, Finding } from './finding.ts';
import { quotaNeeds, type QuotaNeed } from './quota-needs.ts';

/** Whether the account may have as much as is deployed; a new one often may not. */
export const quotas: Check = {
  subject: 'Quotas',
  reads: [
    'servicequotas:GetServiceQuota',
    'servicequotas:GetAWSDefaultServiceQuota',
    'ec2:DescribeAddresses',
    'ec2:DescribeVpcs',
  ],
  find: async (deployment) => {
    const needs = quotaNeeds(deployment.environment, deployment.resources);
    return await Promise.all(needs.map(async (need) => await judge(deployment, need)));
  },
};

async function judge({ clients, environment }: Deployment, need: QuotaNeed): Promise<Finding> {
  const [allowed, used] = await Promise.all([
    appliedQuota(clients, need),
    usedByOthers(clients, need.counted, environment.name),
  ]);
  const left = allowed - used;
  const subject = `${need.name} (${need.quotaCode})`;
  const found = `${allowed} allowed${used > 0 ? `, ${used} taken by others` : ''}; ${need.least} needed${
    need.whole > need.least ? `, ${need.whole} at the most` : ''
  }`;
  if (left >= need.whole) return { subject, state: 'fine', found };
  const state = left < need.least ? 'fault' : 'tight';
  const value = Math.ceil(need.whole + used);
  const remedy =
    `aws service-quotas request-service-quota-increase --region ${environment.region} --service-code ${need.serviceCode} ` +
    `--quota-code ${need.quotaCode} --desired-value ${value}`;
  return { subject, state, found, remedy };
}

/** A quota that was never changed in the account may have a default only. */
async function appliedQuota({ quotas: client }: Clients, { serviceCode, quotaCode }: QuotaNeed): Promise<number> {
  const input = { ServiceCode: serviceCode, QuotaCode: quotaCode };
  try {
    const { Quota } = await client.send(new GetServiceQuotaCommand(input));
    return Quota?.Value ?? 0;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'NoSuchResourceException') throw error;
    const { Quota } = await client.send(new GetAWSDefaultServiceQuotaCommand(input));
    return Quota?.Value ?? 0;
  }
}

/** What counts against a quota and is not this environment's own from an earlier deployment. */
async function usedByOthers({ ec2 }: Clients, counted: QuotaNeed['counted'], environment: string): Promise<number> {
  const isOthers = ({ Tags = [] }: { Tags?: Tag[] | undefined }): boolean =>
    !Tags.some(({ Key, Value }) => Key === 'environment' && Value === environment);
  switch (counted) {
    case 'addresses':
      return ((await ec2.send(new DescribeAddressesCommand({}))).Addresses ?? []).filter(isOthers).length;
    case 'networks':
      return ((await ec2.send(new DescribeVpcsCommand({}))).Vpcs ?? []).filter(isOthers).length;
    case undefined:
      return 0;
  }
}
