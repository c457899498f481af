import { problemDocument, type ProblemCode, type ProblemDetails } from '@cloudapp/contracts/problem';
import { apiPrefix, type RouteBody, type RouteParams } from '@cloudapp/contracts/route';
import { http, HttpResponse, type HttpHandler } from 'msw';
import type { Answer } from '../lib/api/call-api.ts';
import { endpoints, type RouteName, type Routes } from '../lib/api/endpoints.ts';

interface MockRequest<N extends RouteName> {
  readonly params: RouteParams<Routes[N]>;
  readonly body: RouteBody<Routes[N]>;
  readonly query: URLSearchParams;
  readonly headers: Headers;
}

type Resolver<N extends RouteName> = (request: MockRequest<N>) => Answer<N> | Promise<Answer<N>>;

/** Thrown by a mock to answer with a problem document. */
export class MockProblem extends Error {
  override readonly name = 'MockProblem';
  readonly code: ProblemCode;
  readonly details: ProblemDetails;

  constructor(code: ProblemCode, details: ProblemDetails = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

const methods = { GET: http.get, POST: http.post, PUT: http.put, PATCH: http.patch, DELETE: http.delete } as const;

/** Answers a route as its contract says; the types of request and answer come from there. */
export function mockRoute<N extends RouteName>(name: N, resolve: Resolver<N>): HttpHandler {
  const [method, path] = endpoints[name];
  return methods[method](`*${apiPrefix}${path}`, async ({ request, params }) => {
    const text = await request.text();
    try {
      const answer = await resolve({
        params: params as MockRequest<N>['params'],
        body: (text === '' ? undefined : JSON.parse(text)) as MockRequest<N>['body'],
        query: new URL(request.url).searchParams,
        headers: request.headers,
      });
      return answer === undefined ? new HttpResponse(null, { status: 204 }) : HttpResponse.json(answer);
    } catch (error) {
      if (error instanceof MockProblem) return problemResponse(error);
      throw error;
    }
  });
}

/** Makes a route fail with a problem. */
export function mockProblem(name: RouteName, code: ProblemCode, details?: ProblemDetails): HttpHandler {
  const [method, path] = endpoints[name];
  return methods[method](`*${apiPrefix}${path}`, () => problemResponse(new MockProblem(code, details)));
}

function problemResponse({ code, details }: MockProblem): Response {
  const problem = problemDocument(code, details);
  return HttpResponse.json(problem, {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json' },
  });
}
