import { connect } from 'node:net';

const connections = 4;
/** Below the 1,000 after which nginx closes a connection by itself. */
const requestsOfEach = 800;
const allWithinMs = 60_000;

/**
 * Asks for a page again and again over a few connections, without waiting for one answer before the next request, so that the server
 * is what is busy.
 * @returns answers a second
 */
export async function askOften(port: number): Promise<number> {
  const start = performance.now();
  await Promise.all(Array.from({ length: connections }, () => askOver(port)));
  return (connections * requestsOfEach) / ((performance.now() - start) / 1000);
}

async function askOver(port: number): Promise<void> {
  const ask = (isLast: boolean) =>
    `GET / HTTP/1.1\r\nHost: cloudapp.example.com\r\n${isLast ? 'Connection: close\r\n' : ''}\r\n`;
  const socket = connect(port, '127.0.0.1');
  socket.setTimeout(allWithinMs, () => socket.destroy(new Error('nginx does not answer any more')));
  socket.write(Array.from({ length: requestsOfEach }, (_, number) => ask(number === requestsOfEach - 1)).join(''));
  let answers = 0;
  for await (const part of socket.setEncoding('latin1')) {
    answers += String(part).split('HTTP/1.1 200 OK').length - 1;
  }
  // A status line may be cut in two between parts.
  if (answers < requestsOfEach * 0.9) throw new Error(`${answers} of ${requestsOfEach} answers are pages`);
}
