import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { apiPrefix } from '@cloudapp/contracts/route';
import { problemDocument, type ProblemCode } from '@cloudapp/contracts/problem';

/** A request as the API got it. */
export interface Asked {
  readonly method: string;
  /** Below `/api`, with its query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

/** What is answered: a status with a body, a problem, or nothing at all. */
export type Answer = readonly [status: number, body?: unknown, headers?: Record<string, string>] | ProblemCode | 'lost';

/** An API on real HTTP that answers what a test says, in turn; the last answer to a request stands. */
export async function startTestApi() {
  const answers = new Map<string, Answer[]>();
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = (request.url ?? '').slice(apiPrefix.length);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const { method = '' } = request;
    asked.push({ method, path, headers: request.headers, body: text === '' ? undefined : JSON.parse(text) });
    const queue = answers.get(`${method} ${path.replace(/\?.*/, '')}`) ?? ['not-found' as const];
    give(response, (queue.length > 1 ? queue.shift() : queue[0]) ?? 'lost');
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    /** What the requests to a place are answered, one after the other. */
    answers: (place: string, ...list: Answer[]) => void answers.set(place, list),
    askedAt: (place: string) => asked.filter(({ method, path }) => `${method} ${path.replace(/\?.*/, '')}` === place),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export type TestApi = Awaited<ReturnType<typeof startTestApi>>;

function give(response: ServerResponse, answer: Answer): void {
  if (answer === 'lost') {
    response.destroy();
    return;
  }
  const [status, body, headers = {}] = typeof answer === 'string' ? problemAnswer(answer) : answer;
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(body === undefined ? '' : JSON.stringify(body));
}

function problemAnswer(code: ProblemCode): readonly [number, object, Record<string, string>?] {
  const problem = problemDocument(code);
  return [problem.status, problem];
}
