import { dev } from '../../config/dev.ts';
import { machineSubnetCidr, zoneNames } from '../../stacks/constructs/addresses.ts';
import { auditRootsBucketName, mailIdentity, prefixOf } from '../../stacks/names.ts';
import type { PermissionContext } from '../../stacks/permissions/permissions.ts';
import type { Sources } from '../../stacks/product/machine-rules.ts';
import type { Settings } from '../../stacks/variables/settings.ts';
import { ACCOUNT_ID, REGION } from '../ministack/mini-stack.ts';

/** The local cloud as an environment, with the rules for signing in of `dev`. */
export const environment: Settings = {
  name: 'local',
  account: ACCOUNT_ID,
  region: REGION,
  signIn: dev.signIn,
  launchesPerHour: dev.launchesPerHour,
  webhookNetworks: ['127.0.0.0/8'],
  calendarNetworks: ['127.0.0.0/8'],
  mail: { from: 'cloudapp@cloudapp.local', proves: 'domain' },
};

/** Common beginning of all names in the local cloud, as `cloudapp-dev` is that of an environment on AWS. */
export const PREFIX = prefixOf(environment);

const hexName = (kind: string, number: number): string => `${kind}-${number.toString(16).padStart(17, '0')}`;

const { machinesCidr, zones } = dev.network;

export const network = {
  vpcId: hexName('vpc', 0xca0),
  subnets: zoneNames(REGION, zones).map((zone, index) => ({
    subnetId: hexName('subnet', 0xca1 + index),
    zone,
    cidr: machineSubnetCidr(machinesCidr, index),
  })),
} as const;

/** People and the logic tier are all on this computer. */
export const sourcesHere: Sources = { allowedCidrs: ['127.0.0.0/8'], logicAddresses: ['127.0.0.1'] };

/** One security group a blueprint, as the network stack makes them. */
export function securityGroups(blueprintIds: readonly string[]): Record<string, string> {
  return Object.fromEntries([...blueprintIds].sort().map((id, index) => [id, hexName('sg', 0xca00 + index)]));
}

export const names = {
  bucket: `${PREFIX}-records-${ACCOUNT_ID}`,
  auditRootsBucket: auditRootsBucketName(environment),
  stateMachine: `${PREFIX}-login`,
  machineProfile: `${PREFIX}-machine`,
  role: (part: string) => `${PREFIX}-${part}`,
  boundary: (part: string) => `${PREFIX}-boundary-${part}`,
  function: (part: string) => `${PREFIX}-${part}`,
  topic: (part: string) => `${PREFIX}-${part}`,
  queue: (part: string) => `${PREFIX}-${part}`,
} as const;

export const arn = {
  role: (part: string) => `arn:aws:iam::${ACCOUNT_ID}:role/${names.role(part)}`,
  function: (part: string) => `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:${names.function(part)}`,
  topic: (part: string) => `arn:aws:sns:${REGION}:${ACCOUNT_ID}:${names.topic(part)}`,
  queue: (part: string) => `arn:aws:sqs:${REGION}:${ACCOUNT_ID}:${names.queue(part)}`,
  stateMachine: `arn:aws:states:${REGION}:${ACCOUNT_ID}:stateMachine:${names.stateMachine}`,
} as const;

export interface Keys {
  data: string;
  secrets: string;
  messages: string;
  audit: string;
}

export function permissionContext(keys: Keys, securityGroupIds: readonly string[]): PermissionContext {
  return {
    prefix: PREFIX,
    region: REGION,
    account: ACCOUNT_ID,
    dataKeyArn: keys.data,
    secretsKeyArn: keys.secrets,
    messagesKeyArn: keys.messages,
    auditKeyArn: keys.audit,
    machineSubnetIds: network.subnets.map(({ subnetId }) => subnetId),
    machineSecurityGroupIds: securityGroupIds,
    mail: environment.mail && { from: environment.mail.from, identity: mailIdentity(environment.mail) },
  };
}
