import type { SignInApiDefinition } from '../../functions/login/definition.ts';

/** What API Gateway answers by itself, without or in place of an integration. */
export type GatewayResponseType =
  | 'BAD_REQUEST_BODY'
  | 'MISSING_AUTHENTICATION_TOKEN'
  | 'REQUEST_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'THROTTLED'
  | 'INTEGRATION_FAILURE'
  | 'INTEGRATION_TIMEOUT'
  | 'API_CONFIGURATION_ERROR';

/** API Gateway's own statuses, where the definition does not say otherwise. */
const defaultStatus: Record<GatewayResponseType, number> = {
  BAD_REQUEST_BODY: 400,
  MISSING_AUTHENTICATION_TOKEN: 403,
  REQUEST_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  THROTTLED: 429,
  INTEGRATION_FAILURE: 504,
  INTEGRATION_TIMEOUT: 504,
  API_CONFIGURATION_ERROR: 500,
};

export class GatewayResponseError extends Error {
  readonly type: GatewayResponseType;

  constructor(type: GatewayResponseType, cause?: unknown) {
    super(type, { cause });
    this.name = 'GatewayResponseError';
    this.type = type;
  }
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export function gatewayResponse(definition: SignInApiDefinition, type: GatewayResponseType, requestId: string): Answer {
  const status = defaultStatus[type];
  const response =
    definition.gatewayResponses[type] ?? definition.gatewayResponses[status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX'];
  if (response === undefined) {
    return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ message: type }) };
  }
  return {
    status: Number(response.statusCode),
    headers: { 'content-type': 'application/json', ...constants(response.responseHeaders) },
    body: JSON.stringify(response.body).replaceAll('$context.requestId', requestId),
  };
}

/** `'value'` → `value`, names in lower case as Node takes them. */
export function constants(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value.slice(1, -1)]));
}
