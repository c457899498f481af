import { boundaryStatements, parts, statementsOf, type Boundary } from './permissions.ts';

const boundaries: readonly Boundary[] = ['launcher', 'machine'];

/** Statements on `*` for which `permissions.ts` says why nothing narrower can be named, by Sid and actions. */
const explained: ReadonlySet<string> = new Set(
  [...parts.flatMap(statementsOf), ...boundaries.flatMap(boundaryStatements)]
    .filter((statement) => statement.wildcardReason !== undefined)
    .map(({ sid, actions }) => keyOf(sid, actions)),
);

export function isWildcardExplained(statement: Readonly<Record<string, unknown>>): boolean {
  const actions = [statement['Action'] ?? []].flat().map(String);
  return explained.has(keyOf(String(statement['Sid']), actions));
}

function keyOf(sid: string, actions: readonly string[]): string {
  return `${sid}:${[...actions].sort().join(',')}`;
}
