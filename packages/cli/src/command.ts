import type { ApiClient } from './api/api-client.ts';
import type { Page } from './output/page.ts';
import type { Surroundings } from './surroundings.ts';

/** What completion offers in a place. */
export type Completion = 'machines' | 'files' | readonly string[];

/** `--name`, alone or with a value. */
export interface Option {
  readonly name: string;
  readonly short?: string;
  /** What stands for its value in help; without one it is a switch. */
  readonly value?: string;
  readonly summary: string;
  readonly completes?: Completion;
}

/** What stands behind the command, in this order. */
export interface Positional {
  readonly name: string;
  readonly isOptional?: boolean;
  readonly completes?: Completion;
}

/** What was typed, and what the command has to work with. */
export interface Call {
  /** The value of a positional; fails where a required one is missing. */
  readonly positional: (name: string) => string;
  readonly optional: (name: string) => string | undefined;
  readonly text: (option: string) => string | undefined;
  readonly isOn: (option: string) => boolean;
  /** What stood behind `--`. */
  readonly rest: readonly string[];
  readonly surroundings: Surroundings;
  /** The API, as whoever is signed in. */
  readonly api: () => Promise<ApiClient>;
  readonly page: Page;
}

/** One command. Help, completion and `docs/command-line.md` follow from it. */
export interface Command {
  /** One word, or two: `users ls`. */
  readonly name: string;
  readonly summary: string;
  readonly positionals?: readonly Positional[];
  readonly options?: readonly Option[];
  /** What stands behind `--`. */
  readonly rest?: string;
  readonly notes?: readonly string[];
  /** @returns an exit code, where it is another than 0 */
  readonly run: (call: Call) => Promise<number | undefined>;
}

/** Understood by every command. */
export const commonOptions: readonly Option[] = [
  { name: 'json', summary: 'Print JSON for programs in place of text for people' },
  { name: 'help', short: 'h', summary: 'Say how the command is used' },
];
