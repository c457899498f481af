import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function/index.js';
import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config/index.js';
import { AssetType, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';
import { bundleFunction } from '../product/bundle.ts';
import { physicalName } from '../names.ts';
import type { PermissionContext } from '../permissions/permissions.ts';
import type { FunctionName, FunctionVariables } from '../variables/functions.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { LogGroup } from './log-group.ts';
import { PartRole } from './role.ts';

export interface NodeFunctionProps<F extends FunctionName> {
  readonly environment: Environment;
  /** Folder below `functions/`; also the part whose role it runs under. */
  readonly part: F;
  readonly permissions: PermissionContext;
  /** What its schema reads (`stacks/variables`). */
  readonly variables: FunctionVariables<F>;
  readonly memoryMib: number;
  readonly timeoutSeconds: number;
  readonly logKeyArn: string;
  /** Key of its variables and of the queue of what failed. */
  readonly messagesKeyArn: string;
  /** Calls at the same time, taken from what the account may run in all. @default what the account has left */
  readonly concurrency?: number;
  /** Where it runs: inside, where each way to AWS has a policy of its own. */
  readonly network: { readonly subnetIds: string[]; readonly securityGroupIds: string[] };
  /** Boundary of its role. @default none */
  readonly boundaryArn?: string;
}

/** A Lambda from `functions/` with its role, log group, traces and dead letters. */
export class NodeFunction<F extends FunctionName = FunctionName> extends Construct {
  readonly name: string;
  readonly arn: string;
  /** The queue of what failed. */
  readonly deadLettersArn: string;
  /** The function itself, for what must wait for it. */
  readonly lambda: LambdaFunction;

  constructor(scope: Construct, id: string, props: NodeFunctionProps<F>) {
    super(scope, id);
    const { environment, part, variables }: NodeFunctionProps<FunctionName> = props;
    this.name = physicalName(environment, part);
    const bundle = bundleFunction(part);
    const asset = new TerraformAsset(this, 'code', { path: bundle.path, type: AssetType.FILE, assetHash: bundle.hash });
    const role = new PartRole(this, 'role', props);
    const logGroup = new LogGroup(this, 'log-group', {
      environment,
      name: `/aws/lambda/${this.name}`,
      keyArn: props.logKeyArn,
    });
    const deadLetters = new DeadLetterQueue(this, 'dead-letters', {
      environment,
      functionName: part,
      keyArn: props.messagesKeyArn,
    });
    this.deadLettersArn = deadLetters.arn;
    this.lambda = new LambdaFunction(this, 'function', {
      functionName: this.name,
      role: role.arn,
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
      handler: 'handler.handler',
      filename: asset.path,
      sourceCodeHash: bundle.hash,
      memorySize: props.memoryMib,
      timeout: props.timeoutSeconds,
      reservedConcurrentExecutions: props.concurrency,
      environment: { variables: { ...variables } },
      kmsKeyArn: props.messagesKeyArn,
      vpcConfig: props.network,
      tracingConfig: { mode: 'Active' },
      loggingConfig: { logFormat: 'JSON', logGroup: logGroup.name },
      deadLetterConfig: { targetArn: deadLetters.arn },
      dependsOn: [role.policy],
    });
    this.arn = this.lambda.arn;
    new LambdaFunctionEventInvokeConfig(this, 'retries', {
      functionName: this.lambda.functionName,
      maximumRetryAttempts: 2,
      maximumEventAgeInSeconds: 3600,
    });
  }
}
