import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const headers = z.record(z.string(), z.string().regex(/^'.*'$/, "must be a constant in 'quotes'"));
/** In the file: content type → name of a file; once read: content type → its text. */
const templates = z.record(z.string(), z.string());

const integrationSchema = z.strictObject({
  type: z.enum(['AWS', 'MOCK']),
  httpMethod: z.string().optional(),
  uri: z.string().optional(),
  credentials: z.string().optional(),
  passthroughBehavior: z.enum(['NEVER', 'WHEN_NO_TEMPLATES', 'WHEN_NO_MATCH']),
  timeoutMilliseconds: z.int().min(50).max(29_000).optional(),
  requestTemplates: templates,
  responses: z
    .array(
      z.strictObject({
        statusCode: z.string(),
        selectionPattern: z.string(),
        responseHeaders: headers,
        responseTemplates: templates,
      }),
    )
    .min(1),
});

const methodSchema = z.strictObject({
  authorization: z.literal('NONE'),
  requestValidator: z.string().optional(),
  requestModels: z.record(z.string(), z.string()).optional(),
  requestHeaders: z.array(z.string()).default([]),
  integration: integrationSchema,
  responses: z.array(z.strictObject({ statusCode: z.string(), responseHeaders: z.array(z.string()) })),
});

const apiSchema = z.strictObject({
  description: z.string(),
  name: z.string(),
  endpointType: z.literal('PRIVATE'),
  throttling: z.strictObject({ rateLimit: z.number(), burstLimit: z.int() }),
  requestValidators: z.record(
    z.string(),
    z.strictObject({ validateRequestBody: z.boolean(), validateRequestParameters: z.boolean() }),
  ),
  models: z.record(z.string(), z.strictObject({ contentType: z.string(), schema: z.record(z.string(), z.unknown()) })),
  resources: z.array(z.strictObject({ path: z.string().startsWith('/'), methods: z.record(z.string(), methodSchema) })),
  gatewayResponses: z.record(
    z.string(),
    z.strictObject({ statusCode: z.string(), responseHeaders: headers, body: z.record(z.string(), z.unknown()) }),
  ),
});

export type SignInApiDefinition = z.infer<typeof apiSchema>;
export type MethodDefinition = z.infer<typeof methodSchema>;
export type IntegrationDefinition = z.infer<typeof integrationSchema>;
export type IntegrationResponseDefinition = IntegrationDefinition['responses'][number];

/** What `login.api.json` and its templates have places for. */
export type SignInApiValues = Readonly<
  Record<'Region' | 'LoginApiRoleArn' | 'LoginStateMachineArn' | 'PublicOrigin', string>
>;
/** What `login.asl.json` has places for. */
export type SignInWorkflowValues = Readonly<Record<'AuthenticateFunctionArn' | 'NotifyAdminFunctionArn', string>>;

/**
 * `login.api.json` with its values and with its templates in place of their names; the README beside it says how it is read.
 * @throws Error when it has what nobody here knows, or a place that nobody fills
 */
export function readSignInApi(values: SignInApiValues): SignInApiDefinition {
  const definition = apiSchema.parse(JSON.parse(substitute(readLoginFile('login.api.json'), values)));
  const inline = (named: Record<string, string>): void => {
    for (const [contentType, name] of Object.entries(named)) {
      named[contentType] = substitute(readLoginFile(name), values);
    }
  };
  for (const { integration } of definition.resources.flatMap(({ methods }) => Object.values(methods))) {
    inline(integration.requestTemplates);
    for (const { responseTemplates } of integration.responses) inline(responseTemplates);
  }
  return definition;
}

/**
 * `login.asl.json` with its values.
 * @throws Error when it has a place that nobody fills
 */
export function readSignInWorkflow(values: SignInWorkflowValues): string {
  return substitute(readLoginFile('login.asl.json'), values);
}

function readLoginFile(name: string): string {
  return readFileSync(join(import.meta.dirname, name), 'utf8');
}

function substitute(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The definition of sign-in wants ${place}, which nobody gives.`);
    return value;
  });
}
