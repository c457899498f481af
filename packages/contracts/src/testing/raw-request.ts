import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends bytes that `fetch` would not, and gives back what was answered. */
export async function sendRaw(origin: string, request: string): Promise<RawAnswer> {
  const sent = openSlowly(origin, request);
  const answer = await sent.answer;
  sent.end();
  return answer;
}

/** A request that has begun, and that may go on as slowly as anybody likes. */
export interface SlowRequest {
  /** What came back once it was whole, or the other side had ended the connection; status 0 where nothing came. */
  readonly answer: Promise<RawAnswer>;
  /** Sends one byte each so many milliseconds until the connection ends. */
  readonly trickle: (everyMilliseconds: number) => void;
  readonly end: () => void;
}

/** Sends the beginning of a request and leaves the connection open. */
export function openSlowly(origin: string, beginning: string): SlowRequest {
  const { hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  socket.write(Buffer.from(beginning, 'latin1'));
  // A connection that is reset is one that the other side has ended, too.
  socket.on('error', () => undefined);
  const answer = new Promise<RawAnswer>((resolve) => {
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      const { headers, body } = parse(text);
      if (body.length === Number(headers['content-length'])) resolve(parse(text));
    });
    socket.once('close', () => {
      resolve(parse(text));
    });
  });
  const trickle = async (everyMilliseconds: number) => {
    while (!socket.destroyed) {
      await sleep(everyMilliseconds);
      if (socket.writable) socket.write(' ');
    }
  };
  return {
    answer,
    trickle: (everyMilliseconds) => void trickle(everyMilliseconds),
    end: () => {
      socket.destroy();
    },
  };
}

function parse(text: string): RawAnswer {
  const [head = '', ...body] = text.split('\r\n\r\n');
  const [line = '', ...lines] = head.split('\r\n');
  const headers = lines.map((one): [string, string] => {
    const [name = '', ...value] = one.split(': ');
    return [name.toLowerCase(), value.join(': ')];
  });
  return {
    status: Number(line.split(' ')[1] ?? 0),
    headers: Object.fromEntries(headers),
    body: body.join('\r\n\r\n'),
  };
}
