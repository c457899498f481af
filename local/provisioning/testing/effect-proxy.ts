import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** Calls that leave something behind; between two others nothing can be lost. */
const effects =
  /^(TransactWriteItems|PutItem|UpdateItem|DeleteItem|RunInstances|StartInstances|StopInstances|RebootInstances|TerminateInstances|PutObject|Publish)$/;

export interface Target {
  readonly url: string;
  /** Left out, the host that the request was signed for: this proxy's own. */
  readonly host?: string;
}

export interface EffectProxy {
  readonly url: string;
  /** Names of the effects that got through since `arm`. */
  readonly passed: readonly string[];
  /**
   * Lets effects through up to the `count`th, or up to the first of a name, and then ends every connection: the last
   * one has happened, its answer is lost.
   */
  arm(last: number | string): Promise<void>;
  /** Lets everything through again. */
  disarm(): void;
  close(): void;
}

/** Stands between a service and AWS, and cuts the service off after a number of effects, as kill -9 would. */
export async function startEffectProxy(target: (operation: string) => Target): Promise<EffectProxy> {
  const passed: string[] = [];
  let last: number | string = Number.POSITIVE_INFINITY;
  let isCut = false;
  let onCut = (): void => undefined;

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request);
    const operation = operationOf(request, body);
    if (isCut) {
      request.socket.destroy();
      return;
    }
    const isEffect = effects.test(operation);
    if (isEffect) passed.push(operation);
    const isLast = isEffect && (passed.length === last || operation === last);
    isCut ||= isLast;
    const answer = await send(target(operation), request, body);
    if (isCut) {
      request.socket.destroy();
      if (isLast) onCut();
      return;
    }
    response.writeHead(answer.status, answer.headers).end(answer.body);
  };
  const server = createServer((request, response) => {
    handle(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    passed,
    arm: async (upTo) => {
      passed.length = 0;
      last = upTo;
      isCut = false;
      await new Promise<void>((resolve) => {
        onCut = resolve;
      });
    },
    disarm: () => {
      last = Number.POSITIVE_INFINITY;
      isCut = false;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function operationOf(request: IncomingMessage, body: Buffer): string {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.').at(-1) ?? '';
  if (request.method === 'PUT') return 'PutObject';
  return new URLSearchParams(body.toString('latin1')).get('Action') ?? '';
}

async function send({ url, host }: Target, request: IncomingMessage, body: Buffer) {
  return await new Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer }>((resolve, reject) => {
    const outgoing = forward(
      new URL(request.url ?? '/', url),
      { method: request.method ?? 'GET', headers: { ...request.headers, ...(host !== undefined && { host }) } },
      (answer) => {
        buffer(answer).then((bytes) => {
          resolve({ status: answer.statusCode ?? 500, headers: answer.headers, body: bytes });
        }, reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
