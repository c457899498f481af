import { block, isSet, ResourceRules, type Attributes } from './resource.ts';

type Check = (attributes: Attributes) => boolean;

/** For each type that can be encrypted: whether it is, under a key of ours where AWS lets us choose. */
const checks: Readonly<Record<string, Check>> = {
  aws_dynamodb_table: (table) => {
    const encryption = block(table['server_side_encryption']);
    return encryption['enabled'] === true && isSet(encryption['kms_key_arn']);
  },
  aws_sns_topic: (topic) => isSet(topic['kms_master_key_id']),
  aws_sqs_queue: (queue) => isSet(queue['kms_master_key_id']),
  aws_cloudwatch_log_group: (group) => isSet(group['kms_key_id']),
  aws_ecr_repository: (repository) => block(repository['encryption_configuration'])['encryption_type'] === 'KMS',
  aws_eks_cluster: (cluster) => isSet(block(block(cluster['encryption_config'])['provider'])['key_arn']),
  // KMS rotates no keys that sign.
  aws_kms_key: (key) => key['enable_key_rotation'] === true || key['key_usage'] === 'SIGN_VERIFY',
  aws_s3_bucket_server_side_encryption_configuration: (bucket) =>
    isSet(block(block(bucket['rule'])['apply_server_side_encryption_by_default'])['sse_algorithm']),
  aws_ebs_volume: (volume) => volume['encrypted'] === true,
  aws_instance: (instance) => block(instance['root_block_device'])['encrypted'] === true,
};

/** Everything that keeps data keeps it encrypted. */
export class EncryptionRules extends ResourceRules {
  protected faultsOf(type: string, attributes: Attributes): string[] {
    const isFine = checks[type];
    return isFine === undefined || isFine(attributes) ? [] : [`${type} must be encrypted under a key of ours`];
  }
}
