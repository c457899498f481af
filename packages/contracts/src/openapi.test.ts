import { describe, expect, it } from 'vitest';
import { routes } from './api.ts';
import { openApiDocument } from './openapi.ts';
import { problems } from './problem.ts';
import { isRevalidated } from './route.ts';
import { problemsOf } from './route-problems.ts';

interface Described {
  readonly responses: Readonly<Record<string, { content?: Record<string, { schema: { $ref?: string } }> }>>;
}

const document = openApiDocument();
const schemas = document.components?.schemas as Record<
  string,
  { properties: { code: { enum?: string[]; const?: string }; status: { const?: number } } }
>;

/** A directory is told in SCIM's own form, which has no codes of ours. */
const scimError = { $ref: '#/components/schemas/ScimError' };

function problemAt(response: Described['responses'][string] | undefined) {
  const ofDirectory = response?.content?.['application/scim+json']?.schema;
  if (ofDirectory !== undefined) return ofDirectory;
  const { $ref = '' } = response?.content?.['application/problem+json']?.schema ?? {};
  const properties = schemas[$ref.replace('#/components/schemas/', '')]?.properties;
  return { status: properties?.status.const, codes: properties?.code.enum };
}

describe('the OpenAPI document', () => {
  it.each(routes.map((route) => [route.name, route] as const))('tells all that %s answers', (_, route) => {
    const path = document.paths?.[route.path.replace(/:(\w+)/g, '{$1}')] as Record<string, Described>;
    const { responses } = path[route.method.toLowerCase()] ?? { responses: {} };
    const codes = [...problemsOf(route)];
    const statuses = new Set(codes.map((code) => problems[code].status));

    const unchanged = isRevalidated(route) ? [304] : [];
    expect(Object.keys(responses).map(Number).sort()).toEqual([route.status, ...unchanged, ...statuses].sort());
    for (const status of statuses) {
      const due = codes.filter((code) => problems[code].status === status).sort();
      const told = route.caller === 'directory' ? scimError : { status, codes: due };
      expect(problemAt(responses[`${status}`])).toEqual(told);
    }
  });
});
