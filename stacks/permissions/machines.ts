import { instanceTypes, largestDiskGib } from '@cloudapp/contracts/blueprint';
import { arns, machineTagKey, type PermissionContext, type Statement } from './statement.ts';

/** Debian's account, which publishes its images in every commercial region: https://wiki.debian.org/Cloud/AmazonEC2Image */
export const debianAccount = '136693071363';

const describeReason = 'EC2 offers no resource-level permission for describing: see "Actions defined by Amazon EC2"';

const ofDisks = ({ region, account }: PermissionContext) => [`arn:aws:kms:${region}:${account}:key/*`];
const throughEc2 = ({ region }: PermissionContext) => ({ 'kms:ViaService': `ec2.${region}.amazonaws.com` });

/**
 * EC2 encrypts a disk, and decrypts it at each start, with the right of whoever launches or starts the machine; without, the
 * machine ends with `Client.InternalError`.
 *
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html
 */
const encryptDisks: readonly Statement[] = [
  {
    sid: 'EncryptDisks',
    actions: ['Decrypt', 'DescribeKey', 'GenerateDataKeyWithoutPlaintext', 'ReEncryptFrom', 'ReEncryptTo'].map(
      (action) => `kms:${action}`,
    ),
    resources: ofDisks,
    conditions: (context) => ({ StringEquals: throughEc2(context) }),
    reason: "disks lie under the key that the account's settings of EBS name, by way of EC2 alone",
  },
  {
    sid: 'LendDiskKey',
    actions: ['kms:CreateGrant'],
    resources: ofDisks,
    conditions: (context) => ({ StringEquals: throughEc2(context), Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
    reason: 'EC2 keeps the right to the key while the disk is attached, and gives it to nobody else',
  },
];

/** What launching a machine takes: only our network, groups and profile, only tagged, encrypted and with IMDSv2. */
export const launching: readonly Statement[] = [
  ...encryptDisks,
  {
    sid: 'LaunchTaggedInstance',
    actions: ['ec2:RunInstances'],
    resources: (context) => [arns.ec2(context, 'instance/*')],
    conditions: (context) => ({
      StringEquals: {
        [`aws:RequestTag/${machineTagKey}`]: context.prefix,
        'ec2:MetadataHttpTokens': 'required',
        'ec2:InstanceType': Object.values(instanceTypes),
      },
      ArnEquals: { 'ec2:InstanceProfile': arns.instanceProfile(context) },
    }),
    reason: 'launches machines of the offered sizes: tagged as ours, IMDSv2 only, with the profile that may do nothing',
  },
  {
    sid: 'LaunchEncryptedVolume',
    actions: ['ec2:RunInstances'],
    resources: (context) => [arns.ec2(context, 'volume/*')],
    conditions: (context) => ({
      StringEquals: { [`aws:RequestTag/${machineTagKey}`]: context.prefix },
      Bool: { 'ec2:Encrypted': 'true' },
      NumericLessThanEquals: { 'ec2:VolumeSize': String(largestDiskGib) },
    }),
    reason:
      'a machine comes with a disk, which is encrypted, tagged as ours and no larger than a blueprint may ask for',
  },
  {
    sid: 'LaunchIntoOwnNetwork',
    actions: ['ec2:RunInstances'],
    resources: (context) => [
      ...context.machineSubnetIds.map((id) => arns.ec2(context, `subnet/${id}`)),
      ...context.machineSecurityGroupIds.map((id) => arns.ec2(context, `security-group/${id}`)),
      arns.ec2(context, 'network-interface/*'),
    ],
    reason: 'only the subnets and security groups of the machines; the network interface is made by the launch',
  },
  {
    sid: 'LaunchFromPublicImage',
    actions: ['ec2:RunInstances'],
    resources: ({ region }) => [`arn:aws:ec2:${region}::image/*`],
    conditions: () => ({ StringEquals: { 'ec2:Owner': debianAccount } }),
    reason: 'images that Debian publishes get new ids with each release; blueprints name them by SSM parameter',
  },
  {
    sid: 'TagOnCreate',
    actions: ['ec2:CreateTags'],
    resources: (context) => [arns.ec2(context, 'instance/*'), arns.ec2(context, 'volume/*')],
    conditions: () => ({ StringEquals: { 'ec2:CreateAction': 'RunInstances' } }),
    reason: 'tags are set by the launch itself and never later',
  },
  {
    sid: 'PassMachineRole',
    actions: ['iam:PassRole'],
    resources: (context) => [arns.role(context, 'machine')],
    conditions: () => ({ StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }),
    reason: 'gives machines their role, which may do nothing, and only EC2 may take it',
  },
];

/** What a blueprint's image is today; looked up once, when a launch is written down. */
export const readBaseImages: Statement = {
  sid: 'BaseImages',
  actions: ['ssm:GetParameter'],
  resources: ({ region }) => [`arn:aws:ssm:${region}::parameter/aws/service/debian/*`],
  reason: "the ids of Debian's images are public parameters",
};

const actionsOnMachines = [
  'StartInstances',
  'StopInstances',
  'RebootInstances',
  'TerminateInstances',
  'GetConsoleOutput',
  'ModifyInstanceCreditSpecification',
];

/** What is done with machines that carry our tag. */
export function onOwnMachines(reason: string): Statement {
  return {
    sid: 'OwnMachines',
    actions: actionsOnMachines.map((action) => `ec2:${action}`),
    resources: (context) => [arns.ec2(context, 'instance/*')],
    conditions: (context) => ({ StringEquals: { [`aws:ResourceTag/${machineTagKey}`]: context.prefix } }),
    reason,
  };
}

export function describing(actions: readonly string[], reason: string): Statement {
  return {
    sid: 'DescribeMachines',
    actions: actions.map((action) => `ec2:${action}`),
    resources: () => ['*'],
    conditions: ({ region }) => ({ StringEquals: { 'aws:RequestedRegion': region } }),
    reason,
    wildcardReason: describeReason,
  };
}

/** Encrypting and decrypting what machines generate, bound to the machine that it belongs to; not what people have. */
export function machineSecrets(actions: readonly string[], reason: string): readonly Statement[] {
  return secretsOf('machine', actions, reason);
}

/** Encrypting and decrypting the secrets of people's authenticator apps, bound to whose they are; not what machines have. */
export function factorSecrets(actions: readonly string[], reason: string): readonly Statement[] {
  return secretsOf('person', actions, reason);
}

/** Opening what webhooks sign with; not what machines or people have. */
export function webhookSecrets(reason: string): readonly Statement[] {
  return secretsOf('webhook', ['Decrypt'], reason);
}

/** What is said to KMS of whose secret it is; it opens none without the same words. */
const contextKeys = {
  machine: 'kms:EncryptionContext:instanceId',
  person: 'kms:EncryptionContext:userId',
  webhook: 'kms:EncryptionContext:webhookId',
} as const;

type SecretOwner = keyof typeof contextKeys;

const sidOfOthers: Readonly<Record<SecretOwner, string>> = {
  machine: 'SecretsOfMachines',
  person: 'SecretsOfPeople',
  webhook: 'SecretsOfWebhooks',
};

function secretsOf(owner: SecretOwner, actions: readonly string[], reason: string): readonly Statement[] {
  const resources: Statement['resources'] = ({ secretsKeyArn }) => [secretsKeyArn];
  const others = (Object.keys(contextKeys) as SecretOwner[]).filter((one) => one !== owner);
  return [
    { sid: 'Secrets', actions: actions.map((action) => `kms:${action}`), resources, reason },
    ...others.map((other): Statement => ({
      sid: sidOfOthers[other],
      effect: 'Deny',
      actions: ['kms:Decrypt'],
      resources,
      conditions: () => ({ Null: { [contextKeys[other]]: 'false' } }),
      reason: `one key keeps the secrets of machines, people and webhooks; these are a ${owner}'s`,
    })),
  ];
}

/** The record of a machine in the bucket. */
export const writeRecords: Statement = {
  sid: 'WriteRecords',
  actions: ['s3:PutObject'],
  resources: (context) => [`${arns.recordsBucket(context)}/*`],
  reason: 'writes the record of each new machine; reads and deletes none',
};

/**
 * A function inside the network, where endpoints have policies of their own, and from which machines see it come by the one
 * address that their firewalls let in. Lambda makes the interface; the condition keeps the function's own code from it.
 */
export const joinNetwork: Statement = {
  sid: 'JoinNetwork',
  actions: [
    'ec2:AssignPrivateIpAddresses',
    'ec2:CreateNetworkInterface',
    'ec2:DeleteNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:UnassignPrivateIpAddresses',
  ],
  resources: () => ['*'],
  conditions: () => ({ Null: { 'lambda:SourceFunctionArn': 'true' } }),
  reason: "Lambda attaches it to the network with the function's own role",
  wildcardReason: 'Lambda refuses a role that may do this for named interfaces only; their ids are not known before',
};
