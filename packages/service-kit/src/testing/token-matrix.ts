import type { ProblemCode } from '@cloudapp/contracts/problem';
import { problemSchema } from '@cloudapp/contracts/problem';
import { scimMediaType, tokenScopes, type RouteContract } from '@cloudapp/contracts/route';
import { askRoute, type Wanted } from './ask-route.ts';

/** Tokens of an administrator: with one scope each, and some that have ended. */
export const tokenKinds = [...tokenScopes, 'expired', 'ended', 'of a disabled user'] as const;
export type TokenKind = (typeof tokenKinds)[number];

type Answer = 'admitted' | ProblemCode;

interface TokenScene extends Wanted {
  readonly tokens: Readonly<Record<TokenKind, string>>;
  /** Of somebody who is signed in: a token that does not hold must not fall back on it. */
  readonly cookie: string;
}

const refusals: ReadonlySet<string> = new Set<ProblemCode>([
  'session-required',
  'scope-missing',
  'administrator-required',
  'machine-token-invalid',
  'forbidden-origin',
]);

/** Asks a route of a running service with each kind of token, beside a session and without an origin; what each was told. */
export async function answersToTokens(
  url: string,
  contract: RouteContract,
  { tokens, cookie, ...wanted }: TokenScene,
): Promise<Record<TokenKind, Answer>> {
  const answers: [TokenKind, Answer][] = [];
  for (const kind of tokenKinds) {
    const brought = { Authorization: `Bearer ${tokens[kind]}`, Cookie: cookie };
    const response = await askRoute(url, contract, wanted, brought);
    answers.push([kind, await answerIn(response)]);
  }
  return Object.fromEntries(answers) as Record<TokenKind, Answer>;
}

async function answerIn(response: Response): Promise<Answer> {
  const type = response.headers.get('content-type');
  if (type === scimMediaType && response.status === 401) return 'directory-token-invalid';
  if (type !== 'application/problem+json') return 'admitted';
  const { code } = problemSchema.parse(await response.json());
  return refusals.has(code) ? code : 'admitted';
}

/** What each kind of token must be told at a route, by its contract alone. */
export function dueToTokens({ caller, scope, method, mediaType }: RouteContract): Record<TokenKind, Answer> {
  const due = (kind: TokenKind): Answer => {
    if (caller === 'machine') return 'machine-token-invalid';
    if (caller === 'directory') return 'directory-token-invalid';
    if (caller === 'public') return method === 'GET' || mediaType !== undefined ? 'admitted' : 'forbidden-origin';
    if (!tokenScopes.some((one) => one === kind)) return 'session-required';
    return kind === scope ? 'admitted' : 'scope-missing';
  };
  return Object.fromEntries(tokenKinds.map((kind) => [kind, due(kind)])) as Record<TokenKind, Answer>;
}
