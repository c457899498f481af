import { blueprintDefinitionSchema, type BlueprintDefinition } from '@cloudapp/contracts/blueprint';
import { LineCounter, parseDocument, type Document } from 'yaml';
import type * as z from 'zod';

/** Thrown for a blueprint file that cannot be used; the message is one sentence with the file and the line. */
export class BlueprintFileError extends Error {
  readonly code = 'blueprint-file-invalid';

  constructor(file: string, line: number, problem: string) {
    super(`${file}, line ${line}: ${problem}`);
    this.name = 'BlueprintFileError';
  }
}

/**
 * Reads a blueprint file.
 * @param file its name, which must be its id
 * @throws BlueprintFileError
 */
export function parseBlueprintFile(file: string, source: string): BlueprintDefinition {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  const [syntaxError] = document.errors;
  if (syntaxError) throw new BlueprintFileError(file, lines.linePos(syntaxError.pos[0]).line, syntaxError.message);
  const result = blueprintDefinitionSchema.safeParse(document.toJS());
  if (!result.success) throw firstIssue(file, result.error, document, lines);
  if (file !== `${result.data.id}.yaml`) {
    throw new BlueprintFileError(file, lineOf(document, lines, ['id']), `the id must be the file's name`);
  }
  return result.data;
}

function firstIssue(file: string, error: z.ZodError, document: Document, lines: LineCounter): BlueprintFileError {
  const [issue] = error.issues;
  if (!issue) return new BlueprintFileError(file, 1, 'cannot be read');
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const path = [...issue.path, ...unknown];
  const problem = unknown.length > 0 ? 'is not a field of a blueprint' : issue.message;
  const name = path.map(String).join('.');
  return new BlueprintFileError(file, lineOf(document, lines, path), name === '' ? problem : `${name}: ${problem}`);
}

/** The line of the value at a path, or of the nearest one around it that is there. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    const range = typeof node === 'object' && node !== null && 'range' in node ? (node.range as number[]) : undefined;
    if (range?.[0] !== undefined) return lines.linePos(range[0]).line;
  }
  return 1;
}
