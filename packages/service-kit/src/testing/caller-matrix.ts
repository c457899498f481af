import { routes } from '@cloudapp/contracts/api';
import { problemSchema, type ProblemCode } from '@cloudapp/contracts/problem';
import { scimMediaType, type RouteContract } from '@cloudapp/contracts/route';
import type { ServiceName } from '@cloudapp/contracts/service';
import { askRoute, type Wanted } from './ask-route.ts';
import { callerKinds, doorOf, type CallerKind, type Door } from './doors.ts';

type Brought = Readonly<Record<string, string>>;

/** What a route is asked for, and what its callers bring: a header set for `fetch` each. */
export interface Scene extends Wanted {
  readonly callers: Readonly<Record<Exclude<CallerKind, 'nobody' | 'directory'>, Brought>> & {
    /** @default a token that holds nowhere, for services that no directory calls */
    readonly directory?: Brought;
  };
}

/** The routes of a service, to be asked one by one. */
export const routesOf = (service: ServiceName): readonly RouteContract[] =>
  routes.filter((route) => route.service === service);

/** Asks a route of a running service as each kind of caller; what each was told, to be compared with `doorOf`. */
export async function answersAt(
  { url, publicOrigin }: { readonly url: string; readonly publicOrigin: string },
  contract: RouteContract,
  { callers, ...wanted }: Scene,
): Promise<Door> {
  const answers: [CallerKind, 'admitted' | ProblemCode][] = [];
  for (const kind of callerKinds) {
    const brought = { Origin: publicOrigin, ...(kind !== 'nobody' && (callers[kind] ?? noDirectory)) };
    const response = await askRoute(url, contract, wanted, brought);
    answers.push([kind, await answerIn(response, contract)]);
  }
  return Object.fromEntries(answers) as Record<CallerKind, 'admitted' | ProblemCode>;
}

const noDirectory: Brought = { Authorization: `Bearer ${'d'.repeat(43)}` };

const refusals: ReadonlySet<string> = new Set<ProblemCode>([
  'session-required',
  'administrator-required',
  'password-change-required',
  'machine-token-invalid',
  'directory-token-invalid',
  'forbidden-origin',
]);

async function answerIn(response: Response, { name }: RouteContract): Promise<'admitted' | ProblemCode> {
  const type = response.headers.get('content-type');
  // A directory is told without a code of ours; one that does not hold is its only 401.
  if (type === scimMediaType && response.status === 401) return 'directory-token-invalid';
  if (type !== 'application/problem+json') return 'admitted';
  const { code } = problemSchema.parse(await response.json());
  // What is somebody else’s is said not to be there; elsewhere, that is the route's own word on what was asked for.
  const hidesThings = Object.values(doorOf(name)).includes('not-found');
  return refusals.has(code) || (hidesThings && code === 'not-found') ? code : 'admitted';
}
