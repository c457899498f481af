import type { Call, Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { Failure } from './failure.ts';
import { helpOf, overview } from './help.ts';
import { clean, safeJson } from './output/clean.ts';
import { openPage } from './output/page.ts';
import { parseLine, type ParsedLine } from './parse-line.ts';
import { signedInApi } from './state/sign-in.ts';
import type { Surroundings } from './surroundings.ts';

/** Does what a command line says. @returns the exit code; whatever goes wrong is told in one sentence */
export async function runLine(
  commands: readonly Command[],
  line: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  try {
    const parsed = parseLine(commands, line[0] === '--version' ? ['version', ...line.slice(1)] : line);
    if (parsed.values['help'] === true || parsed.command === undefined) return sayHow(commands, parsed, surroundings);
    return (await parsed.command.run(callOf(parsed, parsed.command, surroundings))) ?? exitCodes.done.code;
  } catch (error) {
    return tellFailure(error, line.includes('--json'), surroundings);
  }
}

function sayHow(commands: readonly Command[], { command, positionals, values }: ParsedLine, { output }: Surroundings) {
  if (command === undefined && positionals.length > 0) {
    throw new Failure('usage', `There is no command “${positionals[0] ?? ''}”: cloudapp --help lists them.`);
  }
  output.write(`${(command ? helpOf(command) : overview(commands)).join('\n')}\n`);
  return values['help'] === true ? exitCodes.done.code : exitCodes.usage.code;
}

function callOf({ values, positionals, rest }: ParsedLine, command: Command, surroundings: Surroundings): Call {
  const optional = (name: string) => positionals[command.positionals?.findIndex((place) => place.name === name) ?? -1];
  const text = (option: string) => {
    const value = values[option];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    optional,
    positional: (name) => optional(name) ?? '',
    text,
    isOn: (option) => values[option] === true,
    rest,
    surroundings,
    api: () => signedInApi(surroundings),
    page: openPage(surroundings.output, surroundings.errors, values['json'] === true),
  };
}

function tellFailure(error: unknown, isJson: boolean, { errors, interrupted }: Surroundings): number {
  const failure = interrupted.aborted
    ? new Failure('interrupted', 'Interrupted. What was begun goes on; the same command again picks it up.')
    : asFailure(error);
  const { code } = exitCodes[failure.ending];
  if (isJson) {
    errors.write(`${safeJson({ error: { message: failure.message, exitCode: code, code: failure.code } })}\n`);
  } else {
    errors.write(`${errors.isTerminal ? '\r\x1B[K' : ''}${clean(failure.message)}\n`);
  }
  return code;
}

function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new Failure('failed', `cloudapp itself failed: ${message}`, { cause: error });
}
