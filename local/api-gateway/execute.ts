import type {
  IntegrationDefinition,
  IntegrationResponseDefinition,
  MethodDefinition,
  SignInApiDefinition,
} from '../../functions/login/definition.ts';
import { constants, gatewayResponse, GatewayResponseError, type Answer } from './gateway-responses.ts';
import type { RunIntegration } from './integration.ts';
import { modelValidators, type ModelValidator } from './models.ts';
import { renderTemplate, type TemplateContext, type TemplateInput } from './template.ts';

export interface ApiRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  /** By the names that the client wrote. */
  headers: Record<string, string>;
  body: string;
  sourceIp: string;
  requestId: string;
  time: number;
}

export type ExecuteApi = (request: ApiRequest) => Promise<Answer>;

/** Takes a request through a definition: find the method, validate, map, call, map back. */
export function apiExecutor(definition: SignInApiDefinition, run: RunIntegration): ExecuteApi {
  const validators = modelValidators(definition);
  return async (request) => {
    try {
      return await execute(request, definition, validators, run);
    } catch (error) {
      if (!(error instanceof GatewayResponseError)) throw error;
      return gatewayResponse(definition, error.type, request.requestId);
    }
  };
}

async function execute(
  request: ApiRequest,
  definition: SignInApiDefinition,
  validators: ReadonlyMap<string, ModelValidator>,
  run: RunIntegration,
): Promise<Answer> {
  const resource = definition.resources.find(({ path }) => path === request.path);
  const method = resource?.methods[request.method] ?? resource?.methods['ANY'];
  if (resource === undefined || method === undefined) throw new GatewayResponseError('MISSING_AUTHENTICATION_TOKEN');
  const contentType = contentTypeOf(request);
  validateBody(request, method, contentType, definition, validators);

  const context = contextOf(request, resource.path);
  const input: TemplateInput = {
    body: request.body,
    path: {},
    query: request.query,
    headers: headersForTemplates(request),
    context,
  };
  const integrationRequest = requestFor(method.integration, contentType, input);
  const answer = await run(method.integration, integrationRequest);
  return respond(select(method.integration, answer.status), { ...input, body: answer.body }, context);
}

/** A request without a content type is taken for JSON, as API Gateway does. */
function contentTypeOf({ headers }: ApiRequest): string {
  const [type = ''] = (headerNamed(headers, 'content-type') ?? 'application/json').split(';');
  return type.trim().toLowerCase();
}

/** API Gateway appends whom it was called by to X-Forwarded-For, whose name it spells itself; other headers stay as sent. */
function headersForTemplates({ headers, sourceIp }: ApiRequest): Record<string, string> {
  const others = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'x-forwarded-for');
  const sent = headerNamed(headers, 'x-forwarded-for') ?? '';
  return { ...Object.fromEntries(others), 'X-Forwarded-For': sent === '' ? sourceIp : `${sent}, ${sourceIp}` };
}

function headerNamed(headers: Readonly<Record<string, string>>, wanted: string): string | undefined {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1];
}

function validateBody(
  { body }: ApiRequest,
  { requestValidator, requestModels = {} }: MethodDefinition,
  contentType: string,
  definition: SignInApiDefinition,
  validators: ReadonlyMap<string, ModelValidator>,
): void {
  const isWanted = definition.requestValidators[requestValidator ?? '']?.validateRequestBody ?? false;
  const isValid = validators.get(requestModels[contentType] ?? '');
  if (isWanted && isValid !== undefined && !isValid(body)) throw new GatewayResponseError('BAD_REQUEST_BODY');
}

function requestFor(integration: IntegrationDefinition, contentType: string, input: TemplateInput): string {
  const template = integration.requestTemplates[contentType];
  if (template !== undefined) return renderTemplate(template, input);
  const [any] = Object.values(integration.requestTemplates);
  // A mock takes no notice of the body; API Gateway falls back to its one template there.
  if (integration.type === 'MOCK' && any !== undefined) return renderTemplate(any, input);
  if (
    integration.passthroughBehavior === 'WHEN_NO_MATCH' ||
    (integration.passthroughBehavior === 'WHEN_NO_TEMPLATES' && any === undefined)
  ) {
    return input.body;
  }
  throw new GatewayResponseError('UNSUPPORTED_MEDIA_TYPE');
}

function select({ responses }: IntegrationDefinition, status: number): IntegrationResponseDefinition {
  const matching = responses.find(
    ({ selectionPattern }) => selectionPattern !== '' && new RegExp(`^(?:${selectionPattern})$`).test(String(status)),
  );
  const chosen = matching ?? responses.find(({ selectionPattern }) => selectionPattern === '');
  if (chosen === undefined) throw new GatewayResponseError('API_CONFIGURATION_ERROR');
  return chosen;
}

function respond(response: IntegrationResponseDefinition, input: TemplateInput, context: TemplateContext): Answer {
  const [type = 'application/json', template] = Object.entries(response.responseTemplates)[0] ?? [];
  const body = template === undefined ? input.body : renderTemplate(template, input);
  const { status, header } = context.responseOverride;
  return {
    status: status ?? Number(response.statusCode),
    headers: { 'content-type': type, ...constants(response.responseHeaders), ...lowerCased(header) },
    body,
  };
}

function lowerCased(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function contextOf(request: ApiRequest, resourcePath: string): TemplateContext {
  return {
    requestId: request.requestId,
    httpMethod: request.method,
    resourcePath,
    path: request.path,
    stage: 'local',
    requestTimeEpoch: request.time,
    identity: { sourceIp: request.sourceIp, userAgent: headerNamed(request.headers, 'user-agent') ?? '' },
    responseOverride: { header: {} },
  };
}
