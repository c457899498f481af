import type { AttributeValue } from '../attribute-value.ts';
import { validationError } from '../service-error.ts';

/** The names and values that a request gives its expressions; each has to be used, and each that is used given. */
export class Placeholders {
  readonly #names: Readonly<Record<string, string>>;
  readonly #values: Readonly<Record<string, AttributeValue>>;
  readonly #used = new Set<string>();

  constructor(request: {
    readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
    readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>>;
  }) {
    this.#names = request.ExpressionAttributeNames ?? {};
    this.#values = request.ExpressionAttributeValues ?? {};
  }

  name(placeholder: string): string {
    this.#used.add(placeholder);
    const name = this.#names[placeholder];
    if (name !== undefined) return name;
    throw validationError(
      `An expression attribute name used in the document path is not defined; attribute name: ${placeholder}`,
    );
  }

  value(placeholder: string): AttributeValue {
    this.#used.add(placeholder);
    const value = this.#values[placeholder];
    if (value !== undefined) return value;
    throw validationError(
      `An expression attribute value used in expression is not defined; attribute value: ${placeholder}`,
    );
  }

  /** To be called once all expressions of a request were read. */
  refuseUnused(): void {
    this.#refuse('ExpressionAttributeNames', Object.keys(this.#names));
    this.#refuse('ExpressionAttributeValues', Object.keys(this.#values));
  }

  #refuse(parameter: string, placeholders: readonly string[]): void {
    const unused = placeholders.filter((placeholder) => !this.#used.has(placeholder));
    if (unused.length === 0) return;
    throw validationError(`Value provided in ${parameter} unused in expressions: keys: {${unused.join(', ')}}`);
  }
}
