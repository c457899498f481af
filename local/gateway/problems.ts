import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { problemDocument, type ProblemCode } from '@cloudapp/contracts/problem';

/** Answers with a problem document, unless the answer has begun already: then the connection is cut. */
export function sendProblem(response: ServerResponse, code: ProblemCode, detail?: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const document = problemDocument(code, { detail, requestId: randomUUID() });
  const body = JSON.stringify(document);
  response.writeHead(document.status, {
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  });
  response.end(body);
}
