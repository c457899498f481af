import { prod } from '../../config/prod.ts';
import { loadBlueprintPorts } from '../../stacks/product/blueprints.ts';
import { mailIdentity, prefixOf } from '../../stacks/names.ts';
import type { PermissionContext } from '../../stacks/permissions/permissions.ts';

const { account, region } = prod;
const prefix = prefixOf(prod);
const keyArn = (name: string) => `arn:aws:kms:${region}:${account}:key/${name}`;
const subnetId = (number: string) => `subnet-${number}`;
const securityGroupId = (blueprint: string) => `sg-${blueprint}`;

/** The names that things of `prod` have, or are given here where only AWS will. */
export const world = {
  keyArn,
  /** The key that the account's settings of EBS name: it is AWS's, unless an administrator chose another. */
  diskKeyArn: keyArn('ebs'),
  subnetId,
  securityGroupId,
  bucketArn: (part: string) => `arn:aws:s3:::${prefix}-${part}-${account}`,
  topicArn: (name: string) => `arn:aws:sns:${region}:${account}:${prefix}-${name}`,
  roleName: (part: string) => `${prefix}-${part}`,
  apiArn: `arn:aws:execute-api:${region}:${account}:api`,
  signInEndpointId: 'vpce-sign-in',
  context: {
    prefix,
    region,
    account,
    dataKeyArn: keyArn('data-key'),
    secretsKeyArn: keyArn('secrets-key'),
    messagesKeyArn: keyArn('messages-key'),
    auditKeyArn: keyArn('audit-key'),
    machineSubnetIds: Array.from({ length: prod.network.zones }, (_, zone) => subnetId(String(zone))),
    mail: prod.mail && { from: prod.mail.from, identity: mailIdentity(prod.mail) },
    machineSecurityGroupIds: loadBlueprintPorts().map(({ id }) => securityGroupId(id)),
  } satisfies PermissionContext,
};
