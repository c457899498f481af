/** Makes an opaque cursor of a DynamoDB key, and a key of a cursor. */
export function encodeCursor(key: Record<string, unknown> | undefined): string | undefined {
  return key && Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Thrown for a cursor that no page of this list has given out. */
export class InvalidCursorError extends Error {
  readonly code = 'invalid-cursor';

  constructor(cause?: unknown) {
    super('The cursor is not one of this list', { cause });
    this.name = 'InvalidCursorError';
  }
}

/**
 * The key in a cursor.
 * @param attributes the key attributes of the index it pages through; a cursor with others is refused
 * @param fixed what some of them must be: DynamoDB refuses to start outside the partition that is listed
 * @throws InvalidCursorError
 */
export function decodeCursor(
  cursor: string | undefined,
  attributes: readonly string[],
  fixed: Readonly<Record<string, string>> = {},
): Record<string, string> | undefined {
  if (cursor === undefined) return undefined;
  const key = parse(cursor);
  const entries = typeof key === 'object' && key !== null ? Object.entries(key) : [];
  const isKey =
    entries.length === attributes.length &&
    entries.every(
      ([name, value]) =>
        attributes.includes(name) && typeof value === 'string' && value !== '' && value === (fixed[name] ?? value),
    );
  if (!isKey) throw new InvalidCursorError();
  return Object.fromEntries(entries);
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch (error) {
    throw new InvalidCursorError(error);
  }
}
