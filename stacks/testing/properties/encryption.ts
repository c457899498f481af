import { ofType, textOf, type Block } from '../synthesise.ts';
import { change, first, idsOf, remove, statementsIn, add, policyThatAllows, type Property } from './property.ts';

/** By type: what makes it encrypted under a key of ours, and a change after which it is not. */
const encrypted: readonly (readonly [type: string, isFine: (attributes: Block) => boolean, broken: Block])[] = [
  [
    'aws_dynamodb_table',
    ({ server_side_encryption: encryption }) =>
      first(encryption)['enabled'] === true && first(encryption)['kms_key_arn'] !== undefined,
    { server_side_encryption: { enabled: true } },
  ],
  ['aws_sns_topic', (topic) => textOf(topic['kms_master_key_id']).includes('messages-key'), { kms_master_key_id: '' }],
  ['aws_sqs_queue', (queue) => textOf(queue['kms_master_key_id']).includes('messages-key'), { kms_master_key_id: '' }],
  ['aws_cloudwatch_log_group', (group) => textOf(group['kms_key_id']).includes('log-key'), { kms_key_id: undefined }],
  [
    'aws_ecr_repository',
    ({ encryption_configuration: encryption }) =>
      first(encryption)['encryption_type'] === 'KMS' && first(encryption)['kms_key'] !== undefined,
    { encryption_configuration: [{ encryption_type: 'AES256' }] },
  ],
  [
    'aws_eks_cluster',
    ({ encryption_config: encryption }) => first(first(encryption)['provider'])['key_arn'] !== undefined,
    { encryption_config: undefined },
  ],
  [
    'aws_kms_key',
    // KMS rotates no keys that sign.
    (key) => key['enable_key_rotation'] === true || key['key_usage'] === 'SIGN_VERIFY',
    { enable_key_rotation: false, key_usage: undefined },
  ],
];

/** Whatever keeps data keeps it encrypted under a key of ours, and gives the key to nobody else. */
export const encryptionProperties: readonly Property[] = [
  ...encrypted.map(([type, isFine, broken]): Property => ({
    name: `every ${type} is encrypted under a key of ours, and keys are rotated`,
    violations: (resources) => idsOf(ofType(resources, type).filter(({ attributes }) => !isFine(attributes))),
    mutants: { 'it is not': change(type, '', broken) },
  })),
  {
    name: 'every bucket is encrypted, those of records and of roots under a key of ours',
    violations: (resources) =>
      idsOf(
        ofType(resources, 'aws_s3_bucket').filter(({ id }) => {
          const name = id.replace(/_bucket_\w+$/, '');
          const settings = ofType(resources, 'aws_s3_bucket_server_side_encryption_configuration');
          const found = settings.find((one) => one.id.startsWith(name))?.attributes ?? {};
          const { sse_algorithm: algorithm } = first(first(found['rule'])['apply_server_side_encryption_by_default']);
          return ['records', 'audit-roots'].includes(name) ? algorithm !== 'aws:kms' : algorithm === undefined;
        }),
      ),
    mutants: {
      'it has no encryption': remove('aws_s3_bucket_server_side_encryption_configuration', 'access-logs'),
      "records lie under S3's own key": change('aws_s3_bucket_server_side_encryption_configuration', 'records', {
        rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } }],
      }),
    },
  },
  {
    name: 'disks of machines are encrypted: no launch without it is allowed',
    violations: (resources) =>
      statementsIn(resources, 'aws_iam_role_policy', 'aws_iam_policy')
        .filter(({ statement }) => [statement.Action].flat().includes('ec2:RunInstances'))
        .filter(({ statement }) => textOf(statement.Resource).includes('volume/*'))
        .filter(({ statement }) => !textOf(statement.Condition).includes('"ec2:Encrypted":"true"'))
        .map(({ id }) => id),
    mutants: {
      'one is allowed': add('aws_iam_role_policy', {
        policy: policyThatAllows('ec2:RunInstances', 'arn:aws:ec2:eu-west-1:1:volume/*'),
      }),
    },
  },
  {
    name: 'only roles of the logic tier, and only through services, use the data key',
    violations: (resources) =>
      statementsIn(resources, 'aws_iam_role_policy')
        .filter(({ statement }) => textOf(statement.Resource).includes('data-key'))
        .filter(
          ({ stack, statement }) =>
            !textOf(statement.Condition).includes('kms:ViaService') || !['auth', 'services'].includes(stack),
        )
        .map(({ id }) => id),
    mutants: {
      directly: add(
        'aws_iam_role_policy',
        { policy: policyThatAllows('kms:Decrypt', '${aws_kms_key.data-key_1.arn}') },
        { stack: 'services' },
      ),
    },
  },
];
