import { validationError } from '../service-error.ts';
import type { Path } from './path.ts';
import type { Placeholders } from './placeholders.ts';

const token = /\s*(?:(?<word>[#:]?[A-Za-z0-9_]+)|(?<sign><>|<=|>=|[=<>+\-.,()[\]]))/y;

/** Reads an expression word by word. */
export class Reader {
  readonly placeholders: Placeholders;
  readonly #parameter: string;
  readonly #tokens: readonly string[];
  #at = 0;

  /** @param parameter the request's member that the expression is of, for messages */
  constructor(parameter: string, text: string, placeholders: Placeholders) {
    this.#parameter = parameter;
    this.placeholders = placeholders;
    this.#tokens = this.#split(text);
    if (this.#tokens.length === 0) throw validationError(`Invalid ${parameter}: The expression can not be empty;`);
  }

  #split(text: string): string[] {
    const tokens: string[] = [];
    token.lastIndex = 0;
    while (token.lastIndex < text.trimEnd().length) {
      const at = token.lastIndex;
      const match = token.exec(text);
      if (!match) throw validationError(`Invalid ${this.#parameter}: Syntax error; token: "${text.slice(at).trim()}"`);
      tokens.push(match[0].trim());
    }
    return tokens;
  }

  peek(ahead = 0): string | undefined {
    return this.#tokens[this.#at + ahead];
  }

  /** Whether the next word is one of these, whatever its case. */
  isNext(...words: readonly string[]): boolean {
    const next = this.peek()?.toUpperCase();
    return next !== undefined && words.includes(next);
  }

  take(): string {
    const next = this.peek();
    if (next === undefined) throw this.wrong();
    this.#at += 1;
    return next;
  }

  /** Takes the word if it is the next one. */
  accept(word: string): boolean {
    if (!this.isNext(word)) return false;
    this.#at += 1;
    return true;
  }

  expect(word: string): void {
    if (!this.accept(word)) throw this.wrong();
  }

  end(): void {
    if (this.peek() !== undefined) throw this.wrong();
  }

  wrong(): Error {
    return validationError(
      `Invalid ${this.#parameter}: Syntax error; token: "${this.peek() ?? '<EOF>'}", near: "${this.#tokens.slice(Math.max(0, this.#at - 1), this.#at + 2).join(' ')}"`,
    );
  }

  /** A path to an attribute: `name`, `#name`, `a.b`, `list[2]`. */
  path(): Path {
    const path: (string | number)[] = [this.#name()];
    for (;;) {
      if (this.accept('.')) path.push(this.#name());
      else if (this.accept('[')) path.push(this.#index());
      else return path;
    }
  }

  #index(): number {
    const index = this.take();
    if (!/^\d+$/.test(index)) throw this.wrong();
    this.expect(']');
    return Number(index);
  }

  #name(): string {
    const word = this.peek() ?? '';
    if (!/^[#A-Za-z_]/.test(word)) throw this.wrong();
    this.#at += 1;
    return word.startsWith('#') ? this.placeholders.name(word) : word;
  }
}
