import type { IncomingMessage } from 'node:http';
import getRawBody from 'raw-body';
import { ProblemError } from './problem-error.ts';

/** What `contract.maxBodyBytes` stands for when it is left out. */
export const defaultMaxBodyBytes = 65_536;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a JSON body.
 * @throws ProblemError body-too-large, unsupported-media-type, invalid-request
 */
export async function readJsonBody(
  request: IncomingMessage,
  maxBytes: number,
  mediaTypes: readonly string[] = ['application/json'],
): Promise<unknown> {
  const bytes = await readBytes(request, maxBytes);
  if (bytes.length === 0) throw new ProblemError('invalid-request', { detail: 'A JSON body is required' });
  requireJson(request, mediaTypes);
  return parseJson(decode(bytes));
}

function requireJson(request: IncomingMessage, mediaTypes: readonly string[]): void {
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((part) => part.trim()).find((part) => part.startsWith('charset='));
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (!mediaTypes.includes(type.trim()) || !isUtf8) throw new ProblemError('unsupported-media-type');
  if (encoding !== 'identity') {
    throw new ProblemError('unsupported-media-type', { detail: 'The body must not be compressed' });
  }
}

async function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  try {
    return await getRawBody(request, { limit: maxBytes });
  } catch (error) {
    // The reader leaves the stream paused; what is left must flow away, or the connection hangs for its next request.
    request.resume();
    const type = (error as { type?: unknown }).type;
    if (type === 'entity.too.large') throw new ProblemError('body-too-large', {}, error);
    throw new ProblemError('invalid-request', { detail: 'The body could not be read' }, error);
  }
}

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch (error) {
    throw new ProblemError('invalid-request', { detail: 'The body is not valid UTF-8' }, error);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, refuseDangerous);
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw new ProblemError('invalid-request', { detail: 'The body is not valid JSON' }, error);
  }
}

/**
 * A `__proto__` turns into inheritance when somebody later copies the object without care. A lone surrogate, which JSON
 * can write as an escape, is no text that UTF-8 could hold: it fails or changes in whatever it is handed on to.
 */
function refuseDangerous(key: string, value: unknown): unknown {
  if (key === '__proto__') {
    throw new ProblemError('invalid-request', {
      errors: [{ pointer: '/__proto__', detail: 'is not a field of this request' }],
    });
  }
  if (!isWellFormed(key) || (typeof value === 'string' && !isWellFormed(value))) {
    throw new ProblemError('invalid-request', { detail: 'The body holds text that is not well-formed Unicode' });
  }
  return value;
}

function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
