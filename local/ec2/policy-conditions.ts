import type { Fleet } from './fleet.ts';
import type { Catalogue } from './launch.ts';
import { fields, list, text, texts, type Parameters } from './query-protocol.ts';

/** What a request does to what, as IAM sees it: the action, and each resource with the condition keys known for it. */
export interface RequestFacts {
  action: string;
  resources: { arn: string; context: Record<string, string | string[]> }[];
}

const REGION = 'eu-west-1';

/** EC2 checks a launch against every resource it touches or makes, other actions against the instances they name. */
export function factsOf(action: string, parameters: Parameters, fleet: Fleet, catalogue: Catalogue): RequestFacts {
  const prefix = `arn:aws:ec2:${REGION}:${catalogue.accountId}:`;
  if (action === 'RunInstances')
    return { action: `ec2:${action}`, resources: launchResources(parameters, prefix, catalogue) };
  const ids = [...texts(parameters['InstanceId']), ...texts(parameters['ResourceId']), text(parameters['InstanceId'])];
  const named = action.startsWith('Describe') ? [] : ids.filter((id) => id !== undefined);
  if (named.length === 0) return { action: `ec2:${action}`, resources: [{ arn: '*', context: {} }] };
  return {
    action: `ec2:${action}`,
    resources: named.map((id) => ({
      arn: `${prefix}instance/${id}`,
      context: resourceTags(fleet.state.instances[id]?.tags ?? {}),
    })),
  };
}

function launchResources(parameters: Parameters, prefix: string, catalogue: Catalogue): RequestFacts['resources'] {
  const networkInterface = fields(list(parameters['NetworkInterface'])[0]);
  const subnetId =
    text(parameters['SubnetId']) ?? text(networkInterface['SubnetId']) ?? catalogue.subnets[0]?.subnetId ?? '*';
  const groups = [...texts(parameters['SecurityGroupId']), ...texts(networkInterface['SecurityGroupId'])];
  const common = {
    'ec2:InstanceType': text(parameters['InstanceType']) ?? '',
    'ec2:MetadataHttpTokens': text(fields(parameters['MetadataOptions'])['HttpTokens']) ?? 'optional',
    'ec2:MetadataHttpPutResponseHopLimit':
      text(fields(parameters['MetadataOptions'])['HttpPutResponseHopLimit']) ?? '1',
    'ec2:Encrypted': text(fields(fields(list(parameters['BlockDeviceMapping'])[0])['Ebs'])['Encrypted']) ?? 'false',
  };
  const tagged = (kind: string): Record<string, string | string[]> => ({ ...common, ...requestTags(parameters, kind) });
  return [
    { arn: `${prefix}instance/*`, context: tagged('instance') },
    { arn: `${prefix}volume/*`, context: tagged('volume') },
    { arn: `${prefix}network-interface/*`, context: tagged('network-interface') },
    { arn: `${prefix}subnet/${subnetId}`, context: common },
    { arn: `arn:aws:ec2:${REGION}::image/${text(parameters['ImageId']) ?? '*'}`, context: common },
    ...groups.map((id) => ({ arn: `${prefix}security-group/${id}`, context: common })),
  ];
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

type Operator = (actual: string[], expected: string[]) => boolean;

const isLike = (value: string, pattern: string): boolean =>
  new RegExp(
    `^${pattern
      .replaceAll(/[\\^$.|+()[\]{}]/g, String.raw`\$&`)
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    's',
  ).test(value);

const anyEqual: Operator = (actual, expected) => actual.some((value) => expected.includes(value));
const anyLike: Operator = (actual, expected) =>
  actual.some((value) => expected.some((pattern) => isLike(value, pattern)));

const operators: Record<string, Operator> = {
  StringEquals: anyEqual,
  StringLike: anyLike,
  ArnEquals: anyLike,
  ArnLike: anyLike,
  Bool: anyEqual,
  NumericEquals: anyEqual,
  NumericLessThanEquals: (actual, expected) => actual.some((value) => Number(value) <= Number(expected[0])),
  StringNotEquals: (actual, expected) => !anyEqual(actual, expected),
  StringNotLike: (actual, expected) => !anyLike(actual, expected),
  Null: (actual, expected) => String(actual.length === 0) === expected[0],
  'ForAllValues:StringEquals': (actual, expected) => actual.every((value) => expected.includes(value)),
  'ForAnyValue:StringEquals': anyEqual,
};

/** Whether all conditions of a statement hold; an operator that is not known here does not hold. */
export function meetsConditions(
  conditions: Record<string, Record<string, string | string[]>> | undefined,
  resource: RequestFacts['resources'][number],
): boolean {
  return Object.entries(conditions ?? {}).every(([name, tests]) =>
    Object.entries(tests).every(([key, expected]) => {
      const isIfExists = name.endsWith('IfExists');
      const operator = operators[name.replace(/IfExists$/, '')];
      const actual = [resource.context[key] ?? []].flat();
      if (isIfExists && actual.length === 0) return true;
      return operator?.(actual, [expected].flat()) ?? false;
    }),
  );
}
