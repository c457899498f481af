import { DockerfileParser, ModifiableInstruction, type From, type Instruction } from 'dockerfile-ast';
import * as z from 'zod';

/** One instruction, with its variables filled in where Docker fills them in. */
export interface Step {
  readonly keyword: string;
  /** Everything behind keyword and flags, as it stands there. */
  readonly text: string;
  /** The words of the JSON form; undefined for the shell form. */
  readonly words?: readonly string[];
  readonly flags: Readonly<Record<string, string>>;
}

/** A stage of a Dockerfile. */
export interface Stage {
  readonly name: string | undefined;
  readonly base: string;
  readonly steps: readonly Step[];
}

/** Flags and instructions that `layDown` and `imageOf` understand; any other would be laid down wrongly without a word. */
const known = [
  ...['FROM', 'ARG', 'ENV', 'WORKDIR', 'COPY', 'RUN', 'USER'],
  ...['EXPOSE', 'VOLUME', 'HEALTHCHECK', 'CMD', 'ENTRYPOINT'],
];

/**
 * The stages of a Dockerfile.
 *
 * @throws Error for an instruction that the tests cannot carry out
 */
export function readDockerfile(text: string): Stage[] {
  const dockerfile = DockerfileParser.parse(text);
  const instructions = dockerfile.getInstructions();
  const froms = dockerfile.getFROMs().values();
  const unknown = instructions.find((one) => !known.includes(one.getKeyword()));
  if (unknown !== undefined) throw new Error(`${unknown.getKeyword()} is not understood`);
  const globals = new Map<string, string>();
  const stages: (Stage & { steps: Step[] })[] = [];
  const lines = text.split('\n');
  for (const [index, instruction] of instructions.entries()) {
    const current = stages.at(-1);
    const from = instruction.getKeyword() === 'FROM' ? froms.next().value : undefined;
    if (from !== undefined) {
      stages.push(beginStage(from, stages, globals));
    } else if (current === undefined) {
      const [name = '', value = ''] = (instruction.getArgumentsContent() ?? '').split('=');
      globals.set(name, value);
    } else {
      const [start, end] = [instruction, instructions[index + 1]].map((one) => one?.getRange().start.line);
      current.steps.push(stepOf(instruction, lines.slice(start, end)));
    }
  }
  return stages;
}

/** A stage that begins from another one has what that one says. */
function beginStage(from: From, earlier: readonly Stage[], globals: ReadonlyMap<string, string>) {
  const image = fill(from.getImage() ?? '', globals);
  const { base, steps } = earlier.find(({ name }) => name === image) ?? { base: image, steps: [] };
  return { name: from.getBuildStage() ?? undefined, base, steps: [...steps] };
}

const fill = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replaceAll(/\$\{?(\w+)\}?/g, (_all, name: string) => values.get(name) ?? '');

/** @param lines where it stands, for the parser loses an escaped last character, such as the end of find's -exec */
function stepOf(instruction: Instruction, lines: readonly string[]): Step {
  const keyword = instruction.getKeyword();
  const flags = instruction instanceof ModifiableInstruction ? instruction.getFlags() : [];
  const content = lines
    .filter((line) => !/^\s*(#|$)/.test(line))
    .join('\n')
    .replace(/^\s*\w+\s+/, '')
    .replace(/^(--[\w-]+=\S+[\s\\]+)+/, '');
  // The shell joins the lines of a command itself.
  const text = keyword === 'RUN' ? content : content.replaceAll(/\\\n\s*/g, ' ').replace(/^CMD\s+/, '');
  return {
    keyword,
    text,
    flags: Object.fromEntries(flags.map((flag) => [flag.getName(), flag.getValue() ?? ''])),
    ...(text.startsWith('[') && { words: z.array(z.string()).parse(JSON.parse(text)) }),
  };
}
