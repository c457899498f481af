import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js';
import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table/index.js';
import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { Instance } from '@cdktf/provider-aws/lib/instance/index.js';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission/index.js';
import { Lb } from '@cdktf/provider-aws/lib/lb/index.js';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic/index.js';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue/index.js';
import { Subnet } from '@cdktf/provider-aws/lib/subnet/index.js';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js';
import { App, TerraformStack } from 'cdktf';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { publishedWords } from '../product/machine-rules.ts';
import { addRules } from './rules.ts';

/** Synthesises a stack with what `add` puts into it; the faults that were found when that failed. */
function faultsOf(add: (stack: TerraformStack) => void): string {
  const outdir = mkdtempSync(join(tmpdir(), 'rules-'));
  const app = new App({ outdir, stackTraces: false });
  const stack = new TerraformStack(app, 'stack');
  new AwsProvider(stack, 'aws');
  add(stack);
  addRules(app);
  try {
    app.synth();
    return '';
  } catch {
    return app.node
      .findAll()
      .flatMap(({ node }) => node.metadata.map(({ data }) => String(data)))
      .join('\n');
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

const policyThatAllows = (Action: string, Resource: string) =>
  JSON.stringify({ Statement: [{ Sid: 'X', Effect: 'Allow', Action, Resource }] });
const open = { securityGroupId: 'sg-1', ipProtocol: 'tcp', fromPort: 22, toPort: 22 };
const table = { name: 'x', hashKey: 'id', attribute: [{ name: 'id', type: 'S' }] };

const faulty: Readonly<Record<string, (stack: TerraformStack) => void>> = {
  'whole internet': (stack) => new VpcSecurityGroupIngressRule(stack, 'x', { ...open, cidrIpv4: '0.0.0.0/0' }),
  'but for web ports that a blueprint publishes': (stack) =>
    new VpcSecurityGroupIngressRule(stack, 'x', { ...open, cidrIpv4: '0.0.0.0/0', description: publishedWords }),
  'name the actions': (stack) =>
    new IamRolePolicy(stack, 'x', { role: 'r', policy: policyThatAllows('s3:*', 'arn:x') }),
  'gives no reason why': (stack) =>
    new IamRolePolicy(stack, 'x', { role: 'r', policy: policyThatAllows('s3:GetObject', '*') }),
  'every kind of public access': (stack) =>
    new S3BucketPublicAccessBlock(stack, 'x', { bucket: 'b', blockPublicAcls: true }),
  'load balancers are internal': (stack) => new Lb(stack, 'x', { name: 'x', subnets: ['a'] }),
  'public addresses': (stack) => new Subnet(stack, 'x', { vpcId: 'v', mapPublicIpOnLaunch: true }),
  'IMDSv2 only': (stack) => new Instance(stack, 'x', { ami: 'a', rootBlockDevice: { encrypted: true } }),
  'the one resource that may call': (stack) =>
    new LambdaPermission(stack, 'x', { action: 'lambda:InvokeFunction', functionName: 'f', principal: '*' }),
  'aws_sns_topic must be encrypted': (stack) => new SnsTopic(stack, 'x', { name: 'x' }),
  'aws_sqs_queue must be encrypted': (stack) => new SqsQueue(stack, 'x', { name: 'x' }),
  'aws_dynamodb_table must be encrypted': (stack) => new DynamodbTable(stack, 'x', table),
  'restorable to a point in time': (stack) => new DynamodbTable(stack, 'x', table),
  'aws_kms_key must be encrypted': (stack) => new KmsKey(stack, 'x', { enableKeyRotation: false }),
  'how long it keeps': (stack) => new CloudwatchLogGroup(stack, 'x', { name: 'x', kmsKeyId: 'k' }),
  'a tag of an image must never move': (stack) => new EcrRepository(stack, 'x', { name: 'x' }),
  'docs/operations.md': (stack) =>
    new CloudwatchMetricAlarm(stack, 'x', {
      alarmName: 'x',
      comparisonOperator: 'GreaterThanThreshold',
      evaluationPeriods: 1,
    }),
};

describe('the rules', () => {
  it('let through a stack without any fault', () => {
    expect(faultsOf((stack) => new SnsTopic(stack, 'x', { name: 'x', kmsMasterKeyId: 'key' }))).toBe('');
  });

  it.each(Object.entries(faulty))('fail the synthesis: %s', (fault, add) => {
    expect(faultsOf(add)).toContain(fault);
  });
});
