import { createHash } from 'node:crypto';

/** Thrown for a cursor that no page of this list has given out. */
export class InvalidCursorError extends Error {
  readonly code = 'invalid-cursor';

  constructor(cause?: unknown) {
    super('The cursor is not one of this list', { cause });
    this.name = 'InvalidCursorError';
  }
}

type Key<Name extends string> = Record<Name, string>;

/**
 * The cursors of one list: opaque to callers, and each a DynamoDB key to start behind. A cursor of another list, or one
 * that somebody made up, is refused before DynamoDB sees it, which would call it our fault.
 */
export class ListCursor<Name extends string> {
  readonly #list: string;
  readonly #forms: readonly (readonly [Name, RegExp])[];

  /**
   * @param list the list's name; none other takes its cursors
   * @param forms what each attribute of the key looks like, all of it
   */
  constructor(list: string, forms: Readonly<Record<Name, RegExp>>) {
    this.#list = list;
    this.#forms = Object.entries(forms) as [Name, RegExp][];
  }

  /**
   * The same list narrowed down: whoever changes a filter begins anew, for a place in one list is none in the other.
   * @param filter written in one order always; what is undefined counts as absent
   */
  narrowedBy(filter: Readonly<Record<string, unknown>>): ListCursor<Name> {
    const digest = createHash('sha256').update(JSON.stringify(filter)).digest('base64url');
    return new ListCursor(`${this.#list} ${digest}`, Object.fromEntries(this.#forms) as Record<Name, RegExp>);
  }

  /** A cursor that leads on behind an item; other attributes than the key's do not matter. */
  after(item: Readonly<Record<string, unknown>>): string {
    const values = this.#forms.map(([name]) => String(item[name]));
    return Buffer.from(JSON.stringify([this.#list, ...values])).toString('base64url');
  }

  /**
   * The key in a cursor.
   * @param fixed what some attributes must be: DynamoDB refuses to start outside the partition that is listed
   * @throws InvalidCursorError
   */
  read(cursor: string | undefined, fixed?: Readonly<Partial<Key<Name>>>): Key<Name> | undefined {
    if (cursor === undefined) return undefined;
    const [, ...values] = parse(cursor);
    const entries = this.#forms.map(([name, form], index): [Name, string] => {
      const value = values[index] ?? '';
      if (!form.test(value) || value !== (fixed?.[name] ?? value)) throw new InvalidCursorError();
      return [name, value];
    });
    const key = Object.fromEntries(entries) as Key<Name>;
    // Only what this list would write itself: its name, nothing more, nothing written in another way.
    if (this.after(key) !== cursor) throw new InvalidCursorError();
    return key;
  }
}

function parse(cursor: string): string[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? parts.map(String) : [];
  } catch (error) {
    throw new InvalidCursorError(error);
  }
}
