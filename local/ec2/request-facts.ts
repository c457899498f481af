import type { Catalogue } from './catalogue.ts';
import type { Fleet } from './fleet.ts';
import { fields, list, text, texts, type Parameters } from './query-protocol.ts';

/** One right that a request takes: an action on a resource, with the condition keys that are known for it. */
export interface Fact {
  action: string;
  resource: string;
  context: Record<string, string | string[]>;
}

const REGION = 'eu-west-1';

/** EC2 checks a launch against every resource it touches or makes, other actions against the instances they name. */
export function factsOf(name: string, parameters: Parameters, fleet: Fleet, catalogue: Catalogue): Fact[] {
  const action = `ec2:${name}`;
  const prefix = `arn:aws:ec2:${REGION}:${catalogue.accountId}:`;
  if (name === 'RunInstances') return launchFacts(parameters, prefix, catalogue);
  const ids = [
    ...texts(parameters['InstanceId']),
    ...texts(parameters['ResourceId']),
    ...list(parameters['InstanceCreditSpecification']).map((one) => text(fields(one)['InstanceId'])),
    text(parameters['InstanceId']),
  ];
  const named = name.startsWith('Describe') ? [] : ids.filter((id) => id !== undefined);
  if (named.length === 0) return [{ action, resource: '*', context: { 'aws:RequestedRegion': REGION } }];
  return named.map((id) => ({
    action,
    resource: `${prefix}instance/${id}`,
    context: { 'aws:RequestedRegion': REGION, ...resourceTags(fleet.state.instances[id]?.tags ?? {}) },
  }));
}

function launchFacts(parameters: Parameters, prefix: string, catalogue: Catalogue): Fact[] {
  const networkInterface = fields(list(parameters['NetworkInterface'])[0]);
  const subnetId =
    text(parameters['SubnetId']) ?? text(networkInterface['SubnetId']) ?? catalogue.subnets[0]?.subnetId ?? '*';
  const groups = [...texts(parameters['SecurityGroupId']), ...texts(networkInterface['SecurityGroupId'])];
  const profile = profileName(parameters);
  const context = launchContext(parameters, profile, catalogue);
  const launch = (resource: string, tagged?: string): Fact => ({
    action: 'ec2:RunInstances',
    resource,
    context: tagged === undefined ? context : { ...context, ...requestTags(parameters, tagged) },
  });
  return [
    launch(`${prefix}instance/*`, 'instance'),
    launch(`${prefix}volume/*`, 'volume'),
    launch(`${prefix}network-interface/*`, 'network-interface'),
    launch(`${prefix}subnet/${subnetId}`),
    launch(`arn:aws:ec2:${REGION}::image/${text(parameters['ImageId']) ?? '*'}`),
    ...groups.map((id) => launch(`${prefix}security-group/${id}`)),
    ...taggedKinds(parameters).map((kind) => ({
      action: 'ec2:CreateTags',
      resource: `${prefix}${kind}/*`,
      context: { ...requestTags(parameters, kind), 'ec2:CreateAction': 'RunInstances' },
    })),
    ...(profile === undefined ? [] : [passRole(profile, catalogue)]),
  ];
}

function launchContext(
  parameters: Parameters,
  profile: string | undefined,
  catalogue: Catalogue,
): Record<string, string> {
  const metadataOptions = fields(parameters['MetadataOptions']);
  const ebs = fields(fields(list(parameters['BlockDeviceMapping'])[0])['Ebs']);
  return {
    'aws:RequestedRegion': REGION,
    'ec2:InstanceType': text(parameters['InstanceType']) ?? '',
    'ec2:MetadataHttpTokens': text(metadataOptions['HttpTokens']) ?? 'optional',
    'ec2:MetadataHttpPutResponseHopLimit': text(metadataOptions['HttpPutResponseHopLimit']) ?? '1',
    'ec2:Encrypted': text(ebs['Encrypted']) ?? 'false',
    'ec2:VolumeSize': text(ebs['VolumeSize']) ?? '8',
    'ec2:Owner': catalogue.imageOwner,
    ...(profile !== undefined && {
      'ec2:InstanceProfile': `arn:aws:iam::${catalogue.accountId}:instance-profile/${profile}`,
    }),
  };
}

function profileName(parameters: Parameters): string | undefined {
  const profile = fields(parameters['IamInstanceProfile']);
  return text(profile['Name']) ?? text(profile['Arn'])?.split('/').at(-1);
}

/** The profile and the role in it have one name here, as the console makes them. */
function passRole(profile: string, catalogue: Catalogue): Fact {
  return {
    action: 'iam:PassRole',
    resource: `arn:aws:iam::${catalogue.accountId}:role/${profile}`,
    context: { 'iam:PassedToService': 'ec2.amazonaws.com' },
  };
}

function taggedKinds(parameters: Parameters): string[] {
  return list(parameters['TagSpecification']).map((node) => text(fields(node)['ResourceType']) ?? '');
}

function requestTags(parameters: Parameters, kind: string): Record<string, string | string[]> {
  const specification = list(parameters['TagSpecification'])
    .map(fields)
    .find((one) => text(one['ResourceType']) === kind);
  const tags = list(specification?.['Tag']).map(fields);
  const pairs = tags.map((tag) => [`aws:RequestTag/${text(tag['Key']) ?? ''}`, text(tag['Value']) ?? ''] as const);
  return { ...Object.fromEntries(pairs), 'aws:TagKeys': tags.map((tag) => text(tag['Key']) ?? '') };
}

function resourceTags(tags: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tags).flatMap(([key, value]) => [
      [`aws:ResourceTag/${key}`, value],
      [`ec2:ResourceTag/${key}`, value],
    ]),
  );
}
