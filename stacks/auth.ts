import { ApiGatewayAccount } from '@cdktf/provider-aws/lib/api-gateway-account/index.js';
import { SfnStateMachine } from '@cdktf/provider-aws/lib/sfn-state-machine/index.js';
import { dependable } from 'cdktf';
import type { Construct } from 'constructs';
import { BaseStack, type BaseStackProps } from './base-stack.ts';
import { AwsManagedRole } from './constructs/aws-managed-role.ts';
import { LogGroup } from './constructs/log-group.ts';
import { NodeFunction } from './constructs/node-function.ts';
import { PartRole } from './constructs/role.ts';
import { SignInApi } from './constructs/sign-in-api.ts';
import { readSignInWorkflow, type SignInWorkflowValues } from '../functions/login/definition.ts';
import { permissionsIn } from './permissions/permission-context.ts';
import type { PermissionContext } from './permissions/permissions.ts';
import { authenticateVariables, notifyAdminVariables } from './variables/functions.ts';

export interface AuthProps extends BaseStackProps {
  readonly publicOrigin: string;
  readonly signInEndpointId: string;
  readonly logKeyArn: string;
  readonly dataKeyArn: string;
  readonly secretsKeyArn: string;
  readonly messagesKeyArn: string;
  /** Where the functions run. */
  readonly network: { readonly subnetIds: string[]; readonly securityGroupIds: string[] };
}

/** Phase 1: private API → Express workflow → Lambdas. */
export class AuthStack extends BaseStack {
  /** Where nginx forwards sign-ins to. */
  readonly signInOrigin: string;
  readonly loginWorkflowArn: string;

  constructor(scope: Construct, id: string, props: AuthProps) {
    super(scope, id, props);
    const { environment, logKeyArn } = props;
    const permissions = permissionsIn(environment, props);
    const { messagesKeyArn, network } = props;
    const shared = { environment, permissions, logKeyArn, messagesKeyArn, network };
    const authenticate = new NodeFunction(this, 'authenticate', {
      ...shared,
      part: 'authenticate',
      variables: authenticateVariables(environment, props.publicOrigin, props.secretsKeyArn),
      // argon2id wants memory, and Lambda gives CPU by memory: 1,769 MiB are one whole CPU.
      memoryMib: 1769,
      timeoutSeconds: 8,
      // Bounds what a flood of guesses can cost, and leaves the account's other functions their share; where the account
      // has nothing to spare, the API's rate limit alone does.
      concurrency: environment.signIn.concurrency,
    });
    const notifyAdmin = new NodeFunction(this, 'notify-admin', {
      ...shared,
      part: 'notify-admin',
      variables: notifyAdminVariables(environment, props.publicOrigin),
      memoryMib: 256,
      timeoutSeconds: 10,
    });
    const workflow = this.#addWorkflow(permissions, logKeyArn, {
      AuthenticateFunctionArn: authenticate.arn,
      NotifyAdminFunctionArn: notifyAdmin.arn,
    });
    this.loginWorkflowArn = workflow.arn;

    const apiRole = new PartRole(this, 'api-role', { environment, part: 'login-api', permissions });
    const api = new SignInApi(this, 'sign-in', {
      environment,
      endpointId: props.signInEndpointId,
      stateMachineArn: workflow.arn,
      roleArn: apiRole.arn,
      logKeyArn,
      publicOrigin: props.publicOrigin,
    });
    api.stage.dependsOn = [...(api.stage.dependsOn ?? []), dependable(this.#addApiLogRole())];
    this.signInOrigin = api.origin;
  }

  #addWorkflow(permissions: PermissionContext, logKeyArn: string, functionArns: SignInWorkflowValues): SfnStateMachine {
    const { environment } = this;
    const role = new PartRole(this, 'workflow-role', { environment, part: 'login-workflow', permissions });
    const logGroup = new LogGroup(this, 'workflow-log-group', {
      environment,
      // Step Functions may write to groups that are named so without widening CloudWatch's resource policy each time.
      name: `/aws/vendedlogs/states/${this.physicalName('login')}`,
      keyArn: logKeyArn,
    });
    return new SfnStateMachine(this, 'workflow', {
      name: this.physicalName('login'),
      type: 'EXPRESS',
      roleArn: role.arn,
      definition: readSignInWorkflow(functionArns),
      loggingConfiguration: {
        level: 'ERROR',
        // Input and output hold passwords and tokens.
        includeExecutionData: false,
        logDestination: `${logGroup.arn}:*`,
      },
      tracingConfiguration: { enabled: true },
      dependsOn: [role.policy],
    });
  }

  /** API Gateway writes its logs with one role for all APIs of an account and region, and takes none but such a one. */
  #addApiLogRole(): ApiGatewayAccount {
    const role = new AwsManagedRole(this, 'api-log-role', {
      environment: this.environment,
      name: 'api-gateway-logs',
      service: 'apigateway.amazonaws.com',
      policies: ['service-role/AmazonAPIGatewayPushToCloudWatchLogs'],
    });
    return new ApiGatewayAccount(this, 'api-account', {
      cloudwatchRoleArn: role.arn,
      dependsOn: [...role.attachments],
    });
  }
}
