import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const folder = join(import.meta.dirname, '../../functions/login');
const headers = z.record(z.string(), z.string());
const templates = z.record(z.string(), z.string());

const integrationSchema = z.strictObject({
  type: z.enum(['AWS', 'MOCK']),
  httpMethod: z.string().optional(),
  uri: z.string().optional(),
  credentials: z.string().optional(),
  passthroughBehavior: z.string(),
  timeoutMilliseconds: z.int().optional(),
  requestTemplates: templates,
  responses: z.array(
    z.strictObject({
      statusCode: z.string(),
      selectionPattern: z.string(),
      responseHeaders: headers,
      responseTemplates: templates,
    }),
  ),
});

const methodSchema = z.strictObject({
  authorization: z.literal('NONE'),
  requestValidator: z.string().optional(),
  requestModels: z.record(z.string(), z.string()).optional(),
  requestHeaders: z.array(z.string()).optional(),
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
  models: z.record(z.string(), z.strictObject({ contentType: z.string(), schema: z.unknown() })),
  resources: z.array(z.strictObject({ path: z.string().startsWith('/'), methods: z.record(z.string(), methodSchema) })),
  gatewayResponses: z.record(
    z.string(),
    z.strictObject({ statusCode: z.string(), responseHeaders: headers, body: z.unknown() }),
  ),
});

export type ApiDefinition = z.infer<typeof apiSchema>;
export type MethodDefinition = z.infer<typeof methodSchema>;

/** `functions/login/login.api.json`, checked: what the stack does not know it must not leave out silently. */
export function readApiDefinition(): ApiDefinition {
  return apiSchema.parse(JSON.parse(readLoginFile('login.api.json')));
}

export function readLoginFile(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

/**
 * Puts values in the place of `${Name}` and keeps Terraform from reading anything else in the text.
 * @throws Error when a name has no value, or a value no place
 */
export function substitute(text: string, values: Record<string, string>): string {
  const unused = new Set(Object.keys(values));
  const result = text.replaceAll(/\$\{(\w+)\}|%\{/g, (match, name: string | undefined) => {
    if (name === undefined) return `%${match}`;
    const value = values[name];
    if (value === undefined) throw new Error(`no value for \${${name}}`);
    unused.delete(name);
    return value;
  });
  if (unused.size > 0) throw new Error(`no place for ${[...unused].join(', ')}`);
  return result;
}
