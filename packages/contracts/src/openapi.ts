import * as z from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
} from 'zod-openapi';
import { routes } from './api.ts';
import { problems, problemSchema, type ProblemCode } from './problem.ts';
import { problemsOf } from './route-problems.ts';
import { apiPrefix, isRevalidated, mediaTypesOf, scimMediaType, shownUserHeader, type RouteContract } from './route.ts';
import { scimErrorSchema } from './scim-error.ts';

const sessionCookie = { type: 'apiKey', in: 'cookie', name: '__Host-session' } as const;
const jsonType = 'application/json';
/** What a request says of the answer that its caller has already. */
const knownAnswer = z.object({
  'if-none-match': z.string().optional().meta({ description: 'The `ETag` of an earlier answer to the same request' }),
});
const tagOfAnswer = z.object({ ETag: z.string().meta({ description: 'Differs from that of an answer that differs' }) });
const directoryToken = {
  type: 'http',
  scheme: 'bearer',
  description: 'The token made by `POST /directory/token`',
} as const;
const machineToken = { type: 'http', scheme: 'bearer' } as const;
const accessToken = {
  type: 'http',
  scheme: 'bearer',
  description: 'A token made by `POST /me/tokens`, with the scope that the route names',
} as const;

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
        'Programs send a token of their owner’s in its place, to routes that name a scope; they need no `Origin`. ' +
        'Errors are RFC 9457 problem documents with a stable `code`; below `/scim/v2` they are those of SCIM (RFC 7644 §3.12). ' +
        `A request with a session may name in \`${shownUserHeader}\` the user that it means: another one's session is refused.`,
    },
    servers: [{ url: apiPrefix }],
    tags: [...new Set(routes.map((route) => route.service))].map((name) => ({ name })),
    components: { securitySchemes: { sessionCookie, accessToken, directoryToken, machineToken } },
    paths,
  });
}

function operation(route: RouteContract): ZodOpenApiOperationObject {
  return {
    operationId: route.name,
    tags: [route.service],
    summary: route.summary,
    security: security(route),
    requestParams: {
      ...(route.params && { path: route.params }),
      ...(route.query && { query: route.query }),
      ...headersOf(route),
    },
    ...(route.body && {
      requestBody: { required: true, content: withSchema(mediaTypesOf(route), route.body) },
    }),
    responses: {
      [`${route.status}`]: {
        description: 'Success',
        ...contentOf(route),
        ...(isRevalidated(route) && { headers: tagOfAnswer }),
      },
      ...(isRevalidated(route) && {
        '304': { description: 'The answer is the one whose `ETag` the request names.', headers: tagOfAnswer },
      }),
      ...problemResponses(route),
    },
  };
}

function headersOf(route: RouteContract): { header?: z.ZodObject } {
  if (isRevalidated(route)) return { header: knownAnswer };
  return route.headers ? { header: route.headers } : {};
}

function contentOf({ caller, response, partTypes }: RouteContract): Pick<ZodOpenApiResponseObject, 'content'> {
  if (partTypes) return { content: withSchema(partTypes, z.string()) };
  return response ? { content: withSchema([caller === 'directory' ? scimMediaType : jsonType], response) } : {};
}

function withSchema(types: readonly string[], schema: z.ZodType): Record<string, { schema: z.ZodType }> {
  return Object.fromEntries(types.map((type) => [type, { schema }]));
}

/** An answer for each status that the route's problems travel with, which names exactly the codes that it can carry. */
function problemResponses(route: RouteContract): Record<string, ZodOpenApiResponseObject> {
  const codesOf = new Map<number, ProblemCode[]>();
  for (const code of [...problemsOf(route)].sort()) {
    const { status } = problems[code];
    codesOf.set(status, [...(codesOf.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...codesOf].map(([status, codes]) => [
      `${status}`,
      {
        description: codes.map((code) => `\`${code}\`: ${problems[code].title}.`).join(' '),
        // What stands before the services answers a directory, too, and does not know that it is one.
        content: {
          ...withSchema(['application/problem+json'], problemWith(status, codes)),
          ...(route.caller === 'directory' && withSchema([scimMediaType], scimErrorSchema)),
        },
      },
    ]),
  );
}

const narrowed = new Map<string, z.ZodType>();

/** A problem document that can only have these codes; routes with the same ones share it. */
function problemWith(status: number, codes: readonly ProblemCode[]): z.ZodType {
  const id = `Problem-${codes.join('-or-')}`;
  const schema =
    narrowed.get(id) ?? problemSchema.extend({ status: z.literal(status), code: z.enum(codes) }).meta({ id });
  narrowed.set(id, schema);
  return schema;
}

function security(route: RouteContract) {
  switch (route.caller) {
    case 'public':
      return [];
    case 'machine':
      return [{ machineToken: [] }];
    case 'directory':
      return [{ directoryToken: [] }];
    case 'session':
    case 'admin':
      return [{ sessionCookie: [] }, ...(route.scope === undefined ? [] : [{ accessToken: [route.scope] }])];
  }
}
