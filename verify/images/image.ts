import { baseImageOf } from './base-images.ts';
import type { Stage, Step } from './dockerfile.ts';

/** How a container of an image runs unless told otherwise. */
export interface Image {
  readonly user: string;
  readonly workFolder: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly command: readonly string[];
  readonly healthCheck: readonly string[];
  /** Paths whose content and permissions a fresh volume takes over. */
  readonly volumes: readonly string[];
}

/** What the last stage says. */
export function imageOf({ base: baseName, steps }: Stage): Image {
  const base = baseImageOf(baseName);
  const of = (keyword: string): Step[] => steps.filter((step) => step.keyword === keyword);
  const wordsOf = (keyword: string, otherwise: readonly string[] = []) => of(keyword).at(-1)?.words ?? otherwise;
  const textOf = (keyword: string, otherwise: string) => of(keyword).at(-1)?.text ?? otherwise;
  return {
    user: textOf('USER', '0:0'),
    workFolder: textOf('WORKDIR', '/'),
    variables: Object.fromEntries(of('ENV').flatMap(({ text }) => assignmentsOf(text))),
    command: [...wordsOf('ENTRYPOINT', base.entrypoint), ...wordsOf('CMD', base.command)],
    healthCheck: wordsOf('HEALTHCHECK'),
    volumes: of('VOLUME').flatMap(({ text, words }) => words ?? text.split(/\s+/)),
  };
}

/** `NAME=value OTHER="a value"`, over lines that end in a backslash. */
function assignmentsOf(text: string): [string, string][] {
  return [...text.matchAll(/(\w+)=(?:"((?:[^"\\]|\\.)*)"|(\S+))/g)].map(([, name = '', quoted, plain = '']) => [
    name,
    quoted ?? plain,
  ]);
}
