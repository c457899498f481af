import { instanceTypes } from '@cloudapp/contracts/blueprint';
import { debianAccount } from '../../stacks/permissions/machines.ts';
import type { Part } from '../../stacks/permissions/permissions.ts';
import { arns, machineTagKey } from '../../stacks/permissions/statement.ts';
import { allowed, by, denied, type Call } from './call.ts';
import { world } from './world.ts';

const { context } = world;
const { prefix, region } = context;
const instance = arns.ec2(context, 'instance/i-1');
const ours = { [`aws:RequestTag/${machineTagKey}`]: prefix };
const tagged = { [`aws:ResourceTag/${machineTagKey}`]: prefix };
const launched = {
  'ec2:MetadataHttpTokens': 'required',
  'ec2:Encrypted': 'true',
  'ec2:InstanceType': instanceTypes.large,
  'ec2:VolumeSize': '40',
  'ec2:Owner': debianAccount,
  'ec2:InstanceProfile': arns.instanceProfile(context),
};
const byLaunch = { ...ours, 'ec2:CreateAction': 'RunInstances' };
const toEc2 = { 'iam:PassedToService': 'ec2.amazonaws.com' };
const here = { 'aws:RequestedRegion': region };

const gateway = 'packages/machines/src/adapters/ec2-gateway.ts';
const sealer = 'packages/machines/src/adapters/kms-sealer.ts';

/** A call, and the expressions and the file in the code of the part that make it. */
const inCode = (part: Part, call: Call, file: string, ...expressions: string[]): Call => ({
  ...call,
  code: { part, expressions, file },
});

/** What EC2 asks of the account's EBS key with the caller's right, each time a disk is made or a machine started. */
function encryptDisk(part: Part): Call[] {
  const through = { 'kms:ViaService': `ec2.${region}.amazonaws.com` };
  const forAws = { 'kms:GrantIsForAWSResource': 'true' };
  const why = `${part}: a disk (https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html)`;
  const actions = ['Decrypt', 'DescribeKey', 'GenerateDataKeyWithoutPlaintext', 'ReEncryptFrom', 'ReEncryptTo'];
  return [
    ...actions.map((action) => allowed(by(part), `kms:${action}`, world.diskKeyArn, why, { context: through })),
    denied(by(part), 'kms:Decrypt', world.diskKeyArn, `${part}: past EC2`),
    allowed(by(part), 'kms:CreateGrant', world.diskKeyArn, why, { context: { ...through, ...forAws } }),
    denied(by(part), 'kms:CreateGrant', world.diskKeyArn, `${part}: a grant to anybody`, { context: through }),
    denied(by(part), 'kms:CreateGrant', world.diskKeyArn, `${part}: a grant past EC2`, { context: forAws }),
  ];
}

/** What EC2 asks IAM when a machine is launched as `Ec2Gateway.launch` does: one question for each thing that is touched. */
function launch(part: Part): Call[] {
  const run = (resource: string, more: Record<string, string> = {}) =>
    inCode(
      part,
      allowed(by(part), 'ec2:RunInstances', resource, `${part}: launches a machine`, {
        context: { ...launched, ...more },
      }),
      gateway,
      'ec2.launch(',
    );
  const mayNot = (action: string, resource: string, why: string, values: Record<string, string>) =>
    denied(by(part), action, resource, `${part}: ${why}`, { context: values });
  const anyInstance = arns.ec2(context, 'instance/*');
  const anyVolume = arns.ec2(context, 'volume/*');
  const machineRole = arns.role(context, 'machine');
  const all = { ...launched, ...ours };
  return [
    run(anyInstance, ours),
    run(anyVolume, ours),
    run(arns.ec2(context, 'network-interface/*')),
    run(`arn:aws:ec2:${region}::image/ami-1`),
    ...context.machineSubnetIds.map((id) => run(arns.ec2(context, `subnet/${id}`))),
    ...context.machineSecurityGroupIds.map((id) => run(arns.ec2(context, `security-group/${id}`))),
    ...[anyInstance, anyVolume].map((resource) =>
      allowed(by(part), 'ec2:CreateTags', resource, `${part}: tags by the launch itself`, { context: byLaunch }),
    ),
    allowed(by(part), 'iam:PassRole', machineRole, `${part}: the profile of the launch`, { context: toEc2 }),
    mayNot('ec2:RunInstances', anyInstance, 'IMDSv1', { ...all, 'ec2:MetadataHttpTokens': 'optional' }),
    mayNot('ec2:RunInstances', anyInstance, 'another profile', { ...all, 'ec2:InstanceProfile': 'arn:aws:iam::1:x' }),
    mayNot('ec2:RunInstances', anyInstance, 'an untagged machine', launched),
    mayNot('ec2:RunInstances', anyVolume, 'an untagged disk', launched),
    mayNot('ec2:RunInstances', anyVolume, 'a plain disk', { ...all, 'ec2:Encrypted': 'false' }),
    mayNot('ec2:RunInstances', anyVolume, 'a huge disk', { ...all, 'ec2:VolumeSize': '16000' }),
    mayNot('ec2:RunInstances', anyInstance, 'a size that is not offered', {
      ...all,
      'ec2:InstanceType': 'p5.48xlarge',
    }),
    mayNot('ec2:RunInstances', `arn:aws:ec2:${region}::image/ami-1`, "anybody's image", { ...all, 'ec2:Owner': '1' }),
    mayNot('ec2:RunInstances', arns.ec2(context, 'subnet/subnet-of-logic'), 'into the network of CloudApp', launched),
    mayNot('ec2:CreateTags', instance, 'tags something that is there', ours),
    mayNot('iam:PassRole', machineRole, 'passes the role to another service', {
      'iam:PassedToService': 'lambda.amazonaws.com',
    }),
    mayNot('iam:PassRole', arns.role(context, 'create-user'), 'passes another role', toEc2),
  ];
}

function lookAfter(part: Part, methods: Readonly<Record<string, string>>): Call[] {
  const actions = Object.entries(methods);
  return [
    ...actions.flatMap(([action, expression]) => [
      inCode(part, allowed(by(part), action, instance, part, { context: tagged }), gateway, expression),
      denied(by(part), action, instance, `${part}: on a machine that is not ours`),
    ]),
    inCode(part, allowed(by(part), 'ec2:DescribeInstances', '*', part, { context: here }), gateway, 'ec2.observe('),
    denied(by(part), 'ec2:DescribeInstances', '*', `${part}: elsewhere`, {
      context: { 'aws:RequestedRegion': 'us-west-2' },
    }),
  ];
}

const powers = {
  'ec2:StartInstances': 'ec2[command](',
  'ec2:StopInstances': 'ec2[command](',
  'ec2:RebootInstances': 'ec2[command](',
  'ec2:TerminateInstances': 'ec2.terminate(',
  'ec2:GetConsoleOutput': 'ec2.consoleOutput(',
  'ec2:ModifyInstanceCreditSpecification': 'ec2.limitCredits(',
};

/** What a launch leaves behind: its record and its message. */
function announce(part: Part): Call[] {
  const record = `${arns.recordsBucket(context)}/2026/11/24/mch_1.json`;
  const topic = arns.topic(context, 'admin-provisioning');
  const put = allowed(by(part), 's3:PutObject', record, `${part}: the record`, {
    context: { 'aws:SecureTransport': 'true', 'aws:PrincipalAccount': context.account },
    through: 's3-logic',
  });
  return [
    inCode(part, put, 'packages/machines/src/adapters/s3-record-store.ts', 'records.'),
    denied(by(part), 's3:PutObject', record, `${part}: by plain HTTP`, {
      context: { 'aws:SecureTransport': 'false', 'aws:PrincipalAccount': context.account },
    }),
    inCode(
      part,
      allowed(by(part), 'sns:Publish', topic, `${part}: the message`),
      'packages/machines/src/adapters/sns-announcements.ts',
      'announcements.',
    ),
  ];
}

/** What KMS is told of whose secret it is. */
const ofMachine = { context: { 'kms:EncryptionContext:instanceId': 'mch_1' } };
const ofPerson = { context: { 'kms:EncryptionContext:userId': 'usr_1' } };
const ofWebhook = { context: { 'kms:EncryptionContext:webhookId': 'whk_1' } };
const ownedSecrets = 'packages/accounts/src/adapters/owned-secrets.ts';

/** Every request to another service than DynamoDB that a part's code makes, and the same with something wrong. */
export const callsToServices: readonly Call[] = [
  inCode(
    'notify-admin',
    allowed(by('notify-admin'), 'sns:Publish', arns.topic(context, 'admin-logins'), 'tells who signed in'),
    'functions/notify-admin/handler.ts',
    'sns.send(',
  ),
  inCode(
    'analyse-provisioning',
    allowed(by('analyse-provisioning'), 's3:GetObject', `${arns.recordsBucket(context)}/x.json`, 'reads a record', {
      context: { 'aws:SecureTransport': 'true', 'aws:PrincipalAccount': context.account },
      through: 's3-logic',
    }),
    'functions/analyse-provisioning/handler.ts',
    's3.send(',
  ),
  ...launch('provision-instance'),
  ...launch('reconcile-instances'),
  ...encryptDisk('provision-instance'),
  ...encryptDisk('reconcile-instances'),
  ...lookAfter('provision-instance', powers),
  ...lookAfter('reconcile-instances', powers),
  ...announce('provision-instance'),
  ...announce('reconcile-instances'),
  inCode(
    'provision-instance',
    allowed(by('provision-instance'), 'kms:Encrypt', context.secretsKeyArn, 'seals a secret', ofMachine),
    sealer,
    'sealer.seal(',
  ),
  inCode(
    'create-user',
    allowed(by('create-user'), 'kms:Encrypt', context.secretsKeyArn, 'seals the secret of an app', ofPerson),
    ownedSecrets,
    'secrets.seal(',
  ),
  inCode(
    'create-user',
    allowed(by('create-user'), 'kms:Encrypt', context.secretsKeyArn, 'seals the secret of a webhook', ofWebhook),
    ownedSecrets,
    'webhookSecrets.seal(',
  ),
  inCode(
    'send-notices',
    allowed(by('send-notices'), 'kms:Decrypt', context.secretsKeyArn, 'signs for a webhook', ofWebhook),
    ownedSecrets,
    'secrets.open(',
  ),
  ...[ofMachine, ofPerson].map((other) =>
    denied(by('send-notices'), 'kms:Decrypt', context.secretsKeyArn, 'opens a secret that is none of a webhook', other),
  ),
  ...(['create-user', 'authenticate', 'provision-instance', 'reconcile-instances'] as const).map((part) =>
    denied(by(part), 'kms:Decrypt', context.secretsKeyArn, 'opens the secret of a webhook', ofWebhook),
  ),
  ...(['create-user', 'authenticate'] as const).flatMap((part) => [
    inCode(
      part,
      allowed(by(part), 'kms:Decrypt', context.secretsKeyArn, 'opens the secret of an app', ofPerson),
      ownedSecrets,
      'secrets.open(',
    ),
    denied(by(part), 'kms:Decrypt', context.secretsKeyArn, 'opens the secret of a machine', ofMachine),
  ]),
  ...(['provision-instance', 'reconcile-instances'] as const).map((part) =>
    denied(by(part), 'kms:Decrypt', context.secretsKeyArn, 'opens the secret of an app', ofPerson),
  ),
  ...(['provision-instance', 'reconcile-instances'] as const).map((part) =>
    inCode(
      part,
      allowed(by(part), 'kms:Decrypt', context.secretsKeyArn, 'opens a secret', ofMachine),
      sealer,
      'sealer.open(',
    ),
  ),
  inCode(
    'provision-instance',
    allowed(
      by('provision-instance'),
      'ssm:GetParameter',
      `arn:aws:ssm:${region}::parameter/aws/service/debian/release/13/latest/amd64`,
      "looks up today's image",
    ),
    'microservices/provision-instance/src/adapters/image-parameters.ts',
    'images.imageOf(',
  ),
];
