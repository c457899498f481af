import { ApiGatewayIntegration } from '@cdktf/provider-aws/lib/api-gateway-integration/index.js';
import { ApiGatewayIntegrationResponse } from '@cdktf/provider-aws/lib/api-gateway-integration-response/index.js';
import { ApiGatewayMethod } from '@cdktf/provider-aws/lib/api-gateway-method/index.js';
import { ApiGatewayMethodResponse } from '@cdktf/provider-aws/lib/api-gateway-method-response/index.js';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { MethodDefinition } from '../../functions/login/definition.ts';

export interface RestMethodProps {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
  readonly definition: MethodDefinition;
  readonly validatorIds: Readonly<Record<string, string>>;
  readonly modelNames: Readonly<Record<string, string>>;
}

/** One method of a resource: request, integration, and each answer it can give. */
export class RestMethod extends Construct {
  /** Everything that must be there before the API is deployed. */
  readonly pieces: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: RestMethodProps) {
    super(scope, id);
    const { restApiId, resourceId, httpMethod, definition } = props;
    const { requestValidator, requestModels, requestHeaders } = definition;
    const method = new ApiGatewayMethod(this, 'method', {
      restApiId,
      resourceId,
      httpMethod,
      authorization: definition.authorization,
      requestValidatorId: requestValidator === undefined ? undefined : props.validatorIds[requestValidator],
      requestModels: requestModels && mapValues(requestModels, (model) => props.modelNames[model] ?? model),
      ...(requestHeaders.length > 0 && {
        requestParameters: Object.fromEntries(requestHeaders.map((name) => [`method.request.header.${name}`, false])),
      }),
    });
    const integration = this.#addIntegration(props, method);
    this.pieces = [method, integration, ...this.#addAnswers(props, method, integration)];
  }

  #addIntegration({ definition, ...props }: RestMethodProps, method: ApiGatewayMethod) {
    const { type, uri, credentials, ...integration } = definition.integration;
    return new ApiGatewayIntegration(this, 'integration', {
      restApiId: props.restApiId,
      resourceId: props.resourceId,
      httpMethod: method.httpMethod,
      type,
      uri,
      credentials,
      integrationHttpMethod: integration.httpMethod,
      passthroughBehavior: integration.passthroughBehavior,
      timeoutMilliseconds: integration.timeoutMilliseconds,
      requestTemplates: mapValues(integration.requestTemplates, keepFromTerraform),
    });
  }

  #addAnswers(props: RestMethodProps, method: ApiGatewayMethod, integration: ApiGatewayIntegration) {
    const place = { restApiId: props.restApiId, resourceId: props.resourceId, httpMethod: method.httpMethod };
    const answers = props.definition.responses.map(
      ({ statusCode, responseHeaders }) =>
        new ApiGatewayMethodResponse(this, `answer-${statusCode}`, {
          ...place,
          statusCode,
          responseParameters: Object.fromEntries(
            responseHeaders.map((name) => [`method.response.header.${name}`, true]),
          ),
        }),
    );
    const mappings = props.definition.integration.responses.map(
      ({ statusCode, selectionPattern, responseHeaders, responseTemplates }) =>
        new ApiGatewayIntegrationResponse(this, `mapping-${statusCode}`, {
          ...place,
          statusCode,
          selectionPattern,
          responseParameters: mapKeys(responseHeaders, (name) => `method.response.header.${name}`),
          responseTemplates: mapValues(responseTemplates, keepFromTerraform),
          dependsOn: [integration, ...answers],
        }),
    );
    return [...answers, ...mappings];
  }
}

/** `%{` begins a directive in Terraform's strings; a template means itself. */
function keepFromTerraform(text: string): string {
  return text.replaceAll('%{', '%%{');
}

function mapValues(record: Record<string, string>, change: (value: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

export function mapKeys(record: Record<string, string>, change: (key: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [change(key), value]));
}
