import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { ProviderFault } from './provider-faults.ts';

const CHUNK_BYTES = 65_536;
const MANY_KEYS = 10_000;

/** Where a company's server answers what. */
export const providerPaths = {
  discovery: '/.well-known/openid-configuration',
  authorize: '/authorize',
  token: '/token',
  keys: '/keys',
  userinfo: '/userinfo',
  endSession: '/end-session',
  elsewhere: '/elsewhere',
} as const;

type Answer = (response: ServerResponse, issuer: string) => void;

export const answerJson = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
};

/** JSON that is right so far, however much of it one has read; it is made as fast as it is read. */
const withoutEnd =
  (beginning: string): Answer =>
  (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write(beginning);
    const more = Buffer.alloc(CHUNK_BYTES, ' ');
    const endless = new Readable({
      read() {
        this.push(more);
      },
    });
    response.on('close', () => endless.destroy());
    endless.pipe(response);
  };

const withError =
  (status: number): Answer =>
  (response) => {
    answerJson(response, status, { error: 'temporarily_unavailable' });
  };

const inHtml: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end('<!doctype html><title>Maintenance</title>');
};

const elsewhere: Answer = (response, issuer) => {
  response.writeHead(302, { location: issuer + providerPaths.elsewhere });
  response.end();
};

const keyOfNobody = { kty: 'RSA', alg: 'RS256', use: 'sig', n: randomBytes(256).toString('base64url'), e: 'AQAB' };

/** One modulus for all of them: an answer that takes long to make is refused for its slowness, on a busy computer. */
const manyKeys: Answer = (response) => {
  const keys = Array.from({ length: MANY_KEYS }, (_, index) => ({ ...keyOfNobody, kid: `key-${index}` }));
  answerJson(response, 200, { keys });
};

const { discovery, token, keys } = providerPaths;

const spoilt: Partial<Record<ProviderFault, { readonly path: string; readonly answer: Answer }>> = {
  'discovery that never answers': { path: discovery, answer: () => undefined },
  'discovery with an error of the server': { path: discovery, answer: withError(500) },
  'discovery without end': { path: discovery, answer: withoutEnd('{') },
  'discovery that redirects': { path: discovery, answer: elsewhere },
  'token answer without end': { path: token, answer: withoutEnd('{') },
  'token answer with an error of the server': { path: token, answer: withError(500) },
  'token answer of too many requests': { path: token, answer: withError(429) },
  'token answer in HTML': { path: token, answer: inHtml },
  'keys without end': { path: keys, answer: withoutEnd('{"keys":[') },
  'keys by the thousand': { path: keys, answer: manyKeys },
};

/** What is answered in place of the right thing, where the fault is of this path. */
export function spoiltAnswer(fault: ProviderFault | undefined, path: string): Answer | undefined {
  const found = fault && spoilt[fault];
  return found?.path === path ? found.answer : undefined;
}
