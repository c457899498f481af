import type { PolicyReport } from '@cloudapp/contracts/policy-report';

/** What is kept of a report. */
export interface Violation {
  readonly directive: string;
  /** The origin of what was blocked, or what it was, such as `inline`. */
  readonly blocked: string;
  /** Of the page that it was blocked in. */
  readonly path: string;
}

const longestPath = 200;

/** What a report may leave in a log: of addresses no query and no fragment, of what was blocked no path either. */
export function violationIn({ body }: PolicyReport, publicOrigin: string): Violation | undefined {
  const page = URL.canParse(body.documentURL) ? new URL(body.documentURL) : undefined;
  if (page?.origin !== publicOrigin) return undefined;
  return {
    directive: body.effectiveDirective,
    blocked: originOf(body.blockedURL),
    path: page.pathname.slice(0, longestPath),
  };
}

function originOf(blocked: string): string {
  // Words for what has no address: inline, eval, wasm-eval, trusted-types-sink, a scheme alone.
  if (/^[a-z-]{1,40}$/.test(blocked)) return blocked;
  if (!URL.canParse(blocked)) return 'unknown';
  const { origin, protocol } = new URL(blocked);
  return origin === 'null' ? protocol : origin;
}
