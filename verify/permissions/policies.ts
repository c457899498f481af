import type { Resource } from '../../stacks/testing/synthesise.ts';
import type { Policy, Statement } from '../../local/iam/decision.ts';
import { world } from './world.ts';

/**
 * An administrator's choice of the key for disks leaves it to IAM who may use it; AWS's own key lets in the whole account by
 * way of EC2, and then the caller's policies are asked for less.
 */
const policyOfDiskKey: Policy = {
  id: "policy of the account's EBS key",
  kind: 'resource',
  of: [world.diskKeyArn],
  statements: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${world.context.account}:root` }, Action: 'kms:*' }],
};

/** Every policy of what is deployed, with the names that Terraform would put into it, and that of the key of disks. */
export function policiesIn(resources: readonly Resource[]): Policy[] {
  const roles = resources.filter(({ type }) => type === 'aws_iam_role');
  const deployed = resources.flatMap((resource): Policy[] => {
    const { stack, type, id, attributes } = resource;
    const place = `${stack}/${type}.${id.replace(/_[0-9A-F]{8}$/, '')}`;
    const kind = kinds[type];
    if (kind === undefined) return [];
    const text = attributes[type === 'aws_iam_role' ? 'assume_role_policy' : 'policy'];
    if (typeof text !== 'string') return [];
    return [{ id: place, kind, of: ownersOf(resource, roles), statements: parse(text) }];
  });
  return [...deployed, policyOfDiskKey];
}

const kinds: Readonly<Record<string, Policy['kind']>> = {
  aws_iam_role_policy: 'identity',
  aws_iam_policy: 'boundary',
  aws_iam_role: 'trust',
  aws_kms_key: 'resource',
  aws_s3_bucket_policy: 'resource',
  aws_sns_topic_policy: 'resource',
  aws_api_gateway_rest_api_policy: 'resource',
  aws_vpc_endpoint: 'endpoint',
};

function ownersOf({ type, id, attributes }: Resource, roles: readonly Resource[]): string[] {
  const nameOf = (role: Resource | undefined) => String(role?.attributes['name']);
  switch (type) {
    case 'aws_iam_role':
      return [String(attributes['name'])];
    case 'aws_iam_role_policy': {
      const reference = String(attributes['role']);
      return [nameOf(roles.find((role) => reference.includes(`aws_iam_role.${role.id}.`)))];
    }
    case 'aws_iam_policy':
      return roles
        .filter((role) => String(role.attributes['permissions_boundary']).includes(`aws_iam_policy.${id}.`))
        .map(nameOf);
    case 'aws_kms_key':
      return [world.keyArn(keyName(id))];
    case 'aws_s3_bucket_policy':
      return [world.bucketArn(id.replace(/_policy_.*$/, ''))];
    case 'aws_sns_topic_policy':
      return [world.topicArn(id.replace(/_policy_.*$/, ''))];
    case 'aws_api_gateway_rest_api_policy':
      return [world.apiArn];
    default:
      return [id.replace(/^endpoints_/, '').replace(/_[0-9A-F]{8}$/, '')];
  }
}

const keyName = (id: string): string => id.replace(/_[0-9A-F]{8}$/, '').replaceAll('_', '-');

const references: readonly (readonly [RegExp, (...parts: string[]) => string])[] = [
  [/aws_kms_key\.?([\w-]+?)_[0-9A-F]{8}\.?arn/, (id) => world.keyArn(keyName(id))],
  [/aws_subnet\.?machines_network_subnet-machines-(\d)/, (number) => world.subnetId(number)],
  [/aws_security_group\.?machines_([\w-]+?)_[0-9A-F]{8}/, (blueprint) => world.securityGroupId(blueprint)],
  [/aws_s3_bucket\.?([\w-]+?)_bucket_[0-9A-F]{8}\.?arn/, (bucket) => world.bucketArn(bucket)],
  [/aws_sns_topic\.?([\w-]+?)_topic_[0-9A-F]{8}\.?arn/, (topic) => world.topicArn(topic)],
  [/aws_api_gateway_rest_api\.[\w-]+\.execution_arn/, () => world.apiArn],
  [/aws_vpc_endpoint\.?endpoints_execute-api_[0-9A-F]{8}\.?id/, () => world.signInEndpointId],
];

/**
 * A text with the names that Terraform would put into it.
 * @throws Error when it names something that is not known here, which would be compared with nothing
 */
export function filled(text: string): string {
  return text.replaceAll(/\$\{[^}]*\}/g, (reference) => {
    for (const [pattern, value] of references) {
      const found = pattern.exec(reference);
      if (found !== null) return value(...found.slice(1));
    }
    throw new Error(`a policy names ${reference}`);
  });
}

const parse = (text: string): Statement[] => (JSON.parse(filled(text)) as { Statement: Statement[] }).Statement;
