import type { RouteContract } from '@cloudapp/contracts/route';
import type { Middleware } from 'koa';
import { ProblemError } from '../problem-error.ts';
import type { RequestState } from './state.ts';

/** A route with what answers it. */
export interface MountedRoute {
  readonly contract: RouteContract;
  readonly answer: Middleware<RequestState>;
}

interface Path {
  readonly segments: readonly string[];
  /** By method. */
  readonly routes: ReadonlyMap<string, MountedRoute>;
}

/**
 * Hands on to the route that is asked for. A path that none has is 404; another method is 405 and OPTIONS 204, both with the
 * methods of the path. Of two paths that match, the literal one is meant: `/users/import` is never the user `import`.
 */
export function knownPath(routes: readonly MountedRoute[], prefix: string): Middleware<RequestState> {
  const paths = pathsOf(routes, prefix);
  const literal = new Map(paths.filter(isLiteral).map((path) => [path.segments.join('/'), path]));
  const others = paths.filter((path) => !isLiteral(path));
  return async (context, next) => {
    const segments = context.path.split('/');
    const path = literal.get(context.path) ?? others.find((known) => isMatch(known.segments, segments));
    if (path === undefined) throw new ProblemError('not-found');
    const route = path.routes.get(context.method);
    if (route !== undefined) {
      context.state.contract = route.contract;
      context.state.params = paramsOf(path, segments);
      await route.answer(context, next);
      return;
    }
    context.set('Allow', [...path.routes.keys(), 'OPTIONS'].join(', '));
    if (context.method !== 'OPTIONS') throw new ProblemError('method-not-allowed');
    context.status = 204;
  };
}

function pathsOf(routes: readonly MountedRoute[], prefix: string): Path[] {
  return [...new Set(routes.map(({ contract }) => contract.path))].sort(literalFirst).map((path) => {
    const ofPath = routes.filter(({ contract }) => contract.path === path);
    const byMethod = new Map(ofPath.map((route) => [route.contract.method as string, route]));
    if (byMethod.size < ofPath.length) throw new Error(`A method of ${path} is implemented twice`);
    const get = byMethod.get('GET');
    if (get !== undefined) byMethod.set('HEAD', get);
    return { segments: `${prefix}${path}`.split('/'), routes: byMethod };
  });
}

function literalFirst(a: string, b: string): number {
  return a.split(':').length - b.split(':').length;
}

function isLiteral({ segments }: Path): boolean {
  return !segments.some(isParameter);
}

function isParameter(segment: string): boolean {
  return segment.startsWith(':');
}

function isMatch(known: readonly string[], segments: readonly string[]): boolean {
  return (
    known.length === segments.length &&
    known.every((part, index) => (isParameter(part) ? segments[index] !== '' : part === segments[index]))
  );
}

/** What stands in the places that have a name; that the path can be decoded was looked at before (`requestTarget`). */
function paramsOf({ segments: known }: Path, segments: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [index, part] of known.entries()) {
    if (isParameter(part)) params[part.slice(1)] = decodeURIComponent(segments[index] ?? '');
  }
  return params;
}
