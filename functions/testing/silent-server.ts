import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Far longer than anybody's patience: whoever is still there then waits for ever. */
const impatientAfterMs = 60_000;

/** How often a letter comes of an answer that never begins. */
const letterMs = 500;

type Kind = 'says nothing' | 'stops in the middle' | 'comes letter by letter';

/** A server that takes each request and says nothing, or begins an answer and says no more, or never gets to its end. */
export async function startSilentServer(kind: Kind = 'says nothing') {
  const server = createServer((request, response) => {
    request.resume();
    if (kind === 'stops in the middle') {
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0', 'content-length': '100' });
      response.write('{');
    }
    if (kind === 'comes letter by letter') {
      const { socket } = request;
      socket.write('HTTP/1.1 200 OK\r\nx-name: ');
      const letters = setInterval(() => socket.write('a'), letterMs);
      socket.once('close', () => {
        clearInterval(letters);
      });
    }
    // An answer that nobody repeats a call for, so that a client that waited is seen by its error.
    const timer = setTimeout(() => {
      if (!response.headersSent) response.writeHead(400);
      response.end('{"__type":"WaitedTooLong"}');
    }, impatientAfterMs);
    response.once('close', () => {
      clearTimeout(timer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
