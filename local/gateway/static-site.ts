import { join } from 'node:path';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import sirv from 'sirv';
import { setSecurityHeaders } from './headers.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const YEAR_SECONDS = 31_536_000;

/**
 * Serves the built SPA. Files under /assets carry a hash in their name and are kept for good; everything else is asked
 * for again each time. A path that is no file gets index.html, and the SPA finds its own way; a missing asset is missing.
 */
export function staticSite(directory: string): Handler {
  const files = sirv(directory, {
    etag: true,
    dotfiles: false,
    setHeaders: (response, path) => {
      const isHashed = path.startsWith('/assets/');
      response.setHeader('cache-control', isHashed ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache');
    },
  });
  return async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    if (/^\/(index\.html)?(\?|$)/.test(request.url ?? '')) {
      await answerPage(request, response, directory);
      return;
    }
    const isUnknown = await new Promise<boolean>((resolve) => {
      response.once('close', () => {
        resolve(false);
      });
      files(request, response, () => {
        resolve(true);
      });
    });
    if (isUnknown) await answerPage(request, response, directory);
  };
}

async function answerPage(request: IncomingMessage, response: ServerResponse, directory: string): Promise<void> {
  if (/^\/(assets|api)\//.test(request.url ?? '')) {
    response.writeHead(404, { 'content-type': 'text/plain', 'cache-control': 'no-store' }).end('Not found\n');
    return;
  }
  const text = await readFile(join(directory, 'index.html'), 'utf8');
  const page = text.replace('CSP_NONCE', setSecurityHeaders(response));
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' });
  response.end(request.method === 'HEAD' ? undefined : page);
}
