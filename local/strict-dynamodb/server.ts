import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { answer, contentType } from './wire.ts';
import type { StrictDynamoDb } from './strict-dynamodb.ts';
import type { Trouble } from './trouble.ts';

export interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves a strict DynamoDB on the loopback address. @param port 0 = any */
export async function serveStrictDynamoDb(database: StrictDynamoDb, port = 0): Promise<RunningServer> {
  const server = createServer((request, response) => {
    void answerHttp(database, request).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': contentType }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/**
 * The meter is read at `GET /meter` and set back by `DELETE /meter`, and `PUT /trouble` says what is wrong with calls from now on;
 * these are none of AWS's.
 */
async function answerHttp(database: StrictDynamoDb, request: IncomingMessage) {
  if (request.url === '/trouble') {
    database.trouble = JSON.parse(await text(request)) as Trouble;
    return { status: 200, body: '{}' };
  }
  if (request.url === '/meter') {
    const body = JSON.stringify(database.meter.read());
    if (request.method === 'DELETE') database.meter.reset();
    return { status: 200, body };
  }
  return await answer(database, String(request.headers['x-amz-target']), await text(request));
}
