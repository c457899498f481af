import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { routes } from './api.ts';
import { problems, problemSchema, type ProblemCode } from './problem.ts';
import { apiPrefix, commonProblems, type RouteContract } from './route.ts';

const sessionCookie = { type: 'apiKey', in: 'cookie', name: '__Host-session' } as const;
const machineToken = { type: 'http', scheme: 'bearer' } as const;

/** The OpenAPI 3.1 document of sign-in and the three services. */
export function openApiDocument(): ReturnType<typeof createDocument> {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'CloudApp API',
      version: '1',
      description:
        'Sign in with `POST /auth/login`; the answer sets the session cookie that the other routes need. ' +
        'Errors are RFC 9457 problem documents with a stable `code`.',
    },
    servers: [{ url: apiPrefix }],
    tags: [...new Set(routes.map((route) => route.service))].map((name) => ({ name })),
    components: { securitySchemes: { sessionCookie, machineToken } },
    paths,
  });
}

function operation(route: RouteContract): ZodOpenApiOperationObject {
  const codes = new Set([...commonProblems[route.caller], ...(route.problems ?? [])]);
  const statuses = new Map<number, ProblemCode[]>();
  for (const code of codes) {
    const { status } = problems[code];
    statuses.set(status, [...(statuses.get(status) ?? []), code]);
  }
  return {
    operationId: route.name,
    tags: [route.service],
    summary: route.summary,
    security: security(route),
    requestParams: {
      ...(route.params && { path: route.params }),
      ...(route.query && { query: route.query }),
      ...(route.headers && { header: route.headers }),
    },
    ...(route.body && { requestBody: { required: true, content: { 'application/json': { schema: route.body } } } }),
    responses: {
      [`${route.status}`]: {
        description: 'Success',
        ...(route.response && { content: { 'application/json': { schema: route.response } } }),
      },
      ...Object.fromEntries(
        [...statuses].map(([status, names]) => [
          `${status}`,
          { description: names.join(', '), content: { 'application/problem+json': { schema: problemSchema } } },
        ]),
      ),
    },
  };
}

function security(route: RouteContract) {
  switch (route.caller) {
    case 'public':
      return [];
    case 'machine':
      return [{ machineToken: [] }];
    case 'session':
    case 'admin':
      return [{ sessionCookie: [] }];
  }
}
