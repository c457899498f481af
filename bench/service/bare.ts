/** A server of Node's own that looks at nothing and always answers the same, started by `bench/service.ts`. */
import { createServer } from 'node:http';
import { listenAndTell } from './usage.ts';

/** An answer as it went over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const { status, headers, body } = JSON.parse(process.argv[2] ?? '') as Answer;

listenAndTell(createServer((_, response) => response.writeHead(status, headers).end(body)));
