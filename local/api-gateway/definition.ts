import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';

const headers = z.record(z.string(), z.string().regex(/^'.*'$/, "must be a constant in 'quotes'"));
const templates = z.record(z.string(), z.string());

const integrationResponse = z.strictObject({
  statusCode: z.string(),
  selectionPattern: z.string(),
  responseHeaders: headers.default({}),
  responseTemplates: templates.default({}),
});

const integration = z.strictObject({
  type: z.enum(['AWS', 'MOCK']),
  httpMethod: z.string().optional(),
  uri: z.string().optional(),
  credentials: z.string().optional(),
  passthroughBehavior: z.enum(['NEVER', 'WHEN_NO_TEMPLATES', 'WHEN_NO_MATCH']),
  timeoutMilliseconds: z.int().min(50).max(29_000).default(29_000),
  requestTemplates: templates.default({}),
  responses: z.array(integrationResponse).min(1),
});

const method = z.strictObject({
  authorization: z.literal('NONE'),
  requestValidator: z.string().optional(),
  requestModels: z.record(z.string(), z.string()).default({}),
  requestHeaders: z.array(z.string()).default([]),
  integration,
  responses: z.array(z.strictObject({ statusCode: z.string(), responseHeaders: z.array(z.string()).default([]) })),
});

const gatewayResponse = z.strictObject({
  statusCode: z.string(),
  responseHeaders: headers.default({}),
  body: z.record(z.string(), z.unknown()),
});

/** `functions/login/login.api.json`; the README beside it says how it is read. */
const definitionSchema = z.strictObject({
  description: z.string().optional(),
  name: z.string(),
  endpointType: z.string(),
  throttling: z.strictObject({ rateLimit: z.number(), burstLimit: z.number() }),
  requestValidators: z.record(
    z.string(),
    z.strictObject({ validateRequestBody: z.boolean(), validateRequestParameters: z.boolean() }),
  ),
  models: z.record(z.string(), z.strictObject({ contentType: z.string(), schema: z.record(z.string(), z.unknown()) })),
  resources: z.array(z.strictObject({ path: z.string(), methods: z.record(z.string(), method) })),
  gatewayResponses: z.record(z.string(), gatewayResponse),
});

export type ApiDefinition = z.infer<typeof definitionSchema>;
export type Method = z.infer<typeof method>;
export type Integration = z.infer<typeof integration>;
export type IntegrationResponse = z.infer<typeof integrationResponse>;

/** Reads a definition with its templates in place of their file names and with `${Name}` filled in, as the stack does. */
export async function readDefinition(
  file: string,
  substitutions: Readonly<Record<string, string>>,
): Promise<ApiDefinition> {
  const folder = dirname(file);
  const source = substitute(await readFile(file, 'utf8'), substitutions);
  const definition = definitionSchema.parse(JSON.parse(source));
  const inline = async (named: Record<string, string>): Promise<void> => {
    for (const [contentType, name] of Object.entries(named)) {
      named[contentType] = substitute(await readFile(join(folder, name), 'utf8'), substitutions);
    }
  };
  for (const { integration: one } of definition.resources.flatMap(({ methods }) => Object.values(methods))) {
    await inline(one.requestTemplates);
    for (const response of one.responses) await inline(response.responseTemplates);
  }
  return definition;
}

function substitute(source: string, values: Readonly<Record<string, string>>): string {
  return source.replaceAll(/\$\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The API definition wants ${whole}, which nobody gives.`);
    return value;
  });
}
