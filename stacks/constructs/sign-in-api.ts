import { ApiGatewayDeployment } from '@cdktf/provider-aws/lib/api-gateway-deployment/index.js';
import { ApiGatewayGatewayResponse } from '@cdktf/provider-aws/lib/api-gateway-gateway-response/index.js';
import { ApiGatewayMethodSettings } from '@cdktf/provider-aws/lib/api-gateway-method-settings/index.js';
import { ApiGatewayModel } from '@cdktf/provider-aws/lib/api-gateway-model/index.js';
import { ApiGatewayRequestValidator } from '@cdktf/provider-aws/lib/api-gateway-request-validator/index.js';
import { ApiGatewayResource } from '@cdktf/provider-aws/lib/api-gateway-resource/index.js';
import { ApiGatewayRestApi } from '@cdktf/provider-aws/lib/api-gateway-rest-api/index.js';
import { ApiGatewayRestApiPolicy } from '@cdktf/provider-aws/lib/api-gateway-rest-api-policy/index.js';
import { ApiGatewayStage } from '@cdktf/provider-aws/lib/api-gateway-stage/index.js';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { createHash } from 'node:crypto';
import type { Environment } from '../../config/environment.ts';
import { readSignInApi, type SignInApiDefinition } from '../../functions/login/definition.ts';
import { physicalName } from '../names.ts';
import { LogGroup } from './log-group.ts';
import { mapKeys, RestMethod } from './rest-method.ts';

export interface SignInApiProps {
  readonly environment: Environment;
  /** The VPC endpoint that is the only way in. */
  readonly endpointId: string;
  readonly stateMachineArn: string;
  /** Role with which the API starts the workflow. */
  readonly roleArn: string;
  readonly logKeyArn: string;
  /** The origin whose pages may sign people in. */
  readonly publicOrigin: string;
}

const stageName = 'live';

/** The dimensions of what CloudWatch counts of the API. */
export const signInMetrics = (environment: Environment): Record<string, string> => ({
  ApiName: physicalName(environment, 'login'),
  Stage: stageName,
});

/** The private REST API in front of the sign-in workflow, made of `functions/login/login.api.json` piece by piece. */
export class SignInApi extends Construct {
  /** Where nginx forwards sign-ins to: host and stage. */
  readonly origin: string;
  readonly stage: ApiGatewayStage;

  constructor(scope: Construct, id: string, props: SignInApiProps) {
    super(scope, id);
    const { environment, endpointId } = props;
    const definition = readSignInApi({
      Region: environment.region,
      LoginApiRoleArn: props.roleArn,
      LoginStateMachineArn: props.stateMachineArn,
      PublicOrigin: props.publicOrigin,
    });
    const api = new ApiGatewayRestApi(this, 'api', {
      name: physicalName(environment, definition.name),
      description: 'Signing in; reached through one VPC endpoint only',
      endpointConfiguration: { types: [definition.endpointType], vpcEndpointIds: [endpointId] },
      // Clients are nginx alone, so nothing is gained by another way in.
      disableExecuteApiEndpoint: false,
      lifecycle: { createBeforeDestroy: true },
    });
    const policy = new ApiGatewayRestApiPolicy(this, 'policy', {
      restApiId: api.id,
      policy: JSON.stringify(endpointOnly(api.executionArn, endpointId)),
    });
    const pieces = [policy, ...this.#addGatewayResponses(api.id, definition), ...this.#addMethods(api, definition)];
    const deployment = new ApiGatewayDeployment(this, 'deployment', {
      restApiId: api.id,
      // What a deployment holds besides the definition: whoever changes one of these wants it served.
      triggers: {
        definition: fingerprint(),
        policy: policy.policy,
        endpoint: endpointId,
        role: props.roleArn,
        stateMachine: props.stateMachineArn,
        publicOrigin: props.publicOrigin,
      },
      dependsOn: pieces,
      lifecycle: { createBeforeDestroy: true },
    });
    this.stage = this.#addStage(api.id, deployment.id, definition, props);
    const host = `${api.id}-${endpointId}.execute-api.${environment.region}.amazonaws.com`;
    this.origin = `https://${host}/${this.stage.stageName}`;
  }

  #addMethods(api: ApiGatewayRestApi, definition: SignInApiDefinition): ITerraformDependable[] {
    const { requestValidators, models } = definition;
    const validatorIds = Object.fromEntries(
      Object.entries(requestValidators).map(([name, rules]) => [
        name,
        new ApiGatewayRequestValidator(this, `validator-${name}`, { restApiId: api.id, name, ...rules }).id,
      ]),
    );
    const modelNames = Object.fromEntries(
      Object.entries(models).map(([name, { contentType, schema }]) => [
        name,
        new ApiGatewayModel(this, `model-${name}`, {
          restApiId: api.id,
          name,
          contentType,
          schema: JSON.stringify(schema),
        }).name,
      ]),
    );
    return definition.resources.flatMap(({ path, methods }) => {
      const resourceId = this.#addPath(api, path);
      return Object.entries(methods).flatMap(
        ([httpMethod, method]) =>
          new RestMethod(this, `${httpMethod}-${path}`.replaceAll('/', '-'), {
            restApiId: api.id,
            resourceId,
            httpMethod,
            definition: method,
            validatorIds,
            modelNames,
          }).pieces,
      );
    });
  }

  /** Each segment of a path is a resource of its own. */
  #addPath(api: ApiGatewayRestApi, path: string): string {
    const segments = path.split('/').filter((segment) => segment !== '');
    return segments.reduce((parentId, pathPart, index) => {
      const id = `path-${segments.slice(0, index + 1).join('-')}`;
      const known = this.node.tryFindChild(id) as ApiGatewayResource | undefined;
      return (known ?? new ApiGatewayResource(this, id, { restApiId: api.id, parentId, pathPart })).id;
    }, api.rootResourceId);
  }

  #addGatewayResponses(restApiId: string, { gatewayResponses }: SignInApiDefinition): ITerraformDependable[] {
    return Object.entries(gatewayResponses).map(
      ([responseType, { statusCode, responseHeaders, body }]) =>
        new ApiGatewayGatewayResponse(this, `gateway-${responseType}`, {
          restApiId,
          responseType,
          statusCode,
          responseParameters: mapKeys(responseHeaders, (name) => `gatewayresponse.header.${name}`),
          responseTemplates: { 'application/json': JSON.stringify(body) },
        }),
    );
  }

  #addStage(
    restApiId: string,
    deploymentId: string,
    { throttling }: SignInApiDefinition,
    props: SignInApiProps,
  ): ApiGatewayStage {
    const { environment, logKeyArn: keyArn } = props;
    const logGroup = new LogGroup(this, 'log-group', {
      environment,
      name: `/aws/apigateway/${physicalName(environment, 'login')}`,
      keyArn,
    });
    // API Gateway writes its own errors into a group of this name; one that it has to make itself never forgets and lies
    // outside our key: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
    const executionLogGroup = new LogGroup(this, 'execution-log-group', {
      environment,
      name: `API-Gateway-Execution-Logs_${restApiId}/${stageName}`,
      keyArn,
    });
    const stage = new ApiGatewayStage(this, 'stage', {
      restApiId,
      deploymentId,
      stageName,
      xrayTracingEnabled: true,
      // Who asked, what came of it and how long it took; never a body.
      accessLogSettings: { destinationArn: logGroup.arn, format: JSON.stringify(accessLog) },
      dependsOn: [executionLogGroup],
    });
    new ApiGatewayMethodSettings(this, 'settings', {
      restApiId,
      stageName: stage.stageName,
      methodPath: '*/*',
      settings: {
        throttlingRateLimit: throttling.rateLimit,
        throttlingBurstLimit: throttling.burstLimit,
        metricsEnabled: true,
        loggingLevel: 'ERROR',
        dataTraceEnabled: false,
      },
    });
    return stage;
  }
}

const accessLog = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  milliseconds: '$context.responseLatency',
  integrationError: '$context.integration.error',
};

function endpointOnly(executionArn: string, endpointId: string) {
  const statement = { Principal: '*', Action: 'execute-api:Invoke', Resource: `${executionArn}/*` };
  return {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'Invoke', Effect: 'Allow', ...statement },
      {
        Sid: 'NoOtherWay',
        Effect: 'Deny',
        ...statement,
        Condition: { StringNotEquals: { 'aws:SourceVpce': endpointId } },
      },
    ],
  };
}

/** Changes whenever the definition or a template does, so that the stage serves what is written. */
function fingerprint(): string {
  const asWritten = readSignInApi({ Region: '', LoginApiRoleArn: '', LoginStateMachineArn: '', PublicOrigin: '' });
  return createHash('sha256').update(JSON.stringify(asWritten)).digest('hex');
}
