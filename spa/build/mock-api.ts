import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';

interface MockModule {
  answer: (request: Request) => Promise<Response | undefined>;
}

async function toRequest(incoming: IncomingMessage, origin: string): Promise<Request> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (typeof value === 'string') headers.set(name, value);
  }
  const method = incoming.method ?? 'GET';
  const body = method === 'GET' || method === 'HEAD' ? undefined : await buffer(incoming);
  return new Request(new URL(incoming.url ?? '/', origin), {
    method,
    headers,
    ...(body && body.length > 0 && { body: new Uint8Array(body) }),
  });
}

async function send(answer: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.statusCode = answer.status;
  answer.headers.forEach((value, name) => {
    outgoing.setHeader(name, value);
  });
  outgoing.end(Buffer.from(await answer.arrayBuffer()));
}

/** Answers `/api` in the dev server from the handlers that the tests use: work on a page without any service running. */
export function mockApi(): Plugin {
  return {
    name: 'cloudapp:mock-api',
    configureServer(server) {
      server.middlewares.use((incoming, outgoing, next) => {
        if (!incoming.url?.startsWith('/api/')) {
          next();
          return;
        }
        const module = path.resolve(import.meta.dirname, '../src/testing/mock-server.ts');
        void (async () => {
          const { answer } = (await server.ssrLoadModule(module)) as MockModule;
          const response = await answer(await toRequest(incoming, 'http://mock.invalid'));
          if (response) await send(response, outgoing);
          else next();
        })().catch(next);
      });
    },
  };
}
