import { isLike } from './wildcard.ts';

/** A statement as it stands in a synthesised policy. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: unknown;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Conditions;
}

export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** A policy, and whom or what it is for. */
export interface Policy {
  /** Where it stands, e.g. `services/aws_iam_role_policy.create-user-role`. */
  readonly id: string;
  readonly kind: 'identity' | 'boundary' | 'trust' | 'resource' | 'endpoint';
  /** Names of the roles, ARN of the resource, or id of the endpoint that it belongs to. */
  readonly of: readonly string[];
  readonly statements: readonly Statement[];
}

/** Who calls: a role of ours, an administrator of the account, an AWS service, or somebody without any identity. */
export type Principal =
  | { readonly role: string }
  | { readonly administrator: true }
  | { readonly service: string }
  | { readonly anyone: true };

/** One request as IAM sees it. */
export interface Request {
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  /** The VPC endpoint that it goes through. @default none, or one without a policy */
  readonly through?: string | undefined;
}

/**
 * Whether IAM lets a request of the account through: no policy denies it; the role's own policies, its boundary and the
 * endpoint's policy allow it, or the policy of the resource does. KMS asks the key's own policy in any case.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function isAllowed(request: Request, policies: readonly Policy[]): boolean {
  const relevant = policies.filter((policy) => concerns(policy, request));
  const matching = relevant.flatMap((policy) =>
    policy.statements
      .filter((statement) => applies(statement, policy, request))
      .map(({ Effect }) => ({ kind: policy.kind, Effect })),
  );
  if (matching.some(({ Effect }) => Effect === 'Deny')) return false;
  const allowing = new Set(matching.map(({ kind }) => kind));
  if (request.through !== undefined && !allowing.has('endpoint')) return false;
  if (request.action.startsWith('sts:')) return allowing.has('trust');
  const present = new Set(relevant.map(({ kind }) => kind));
  const { principal } = request;
  const isOfAccount = 'role' in principal || 'administrator' in principal;
  return isOfAccount ? isAllowedWithin(request, allowing, present) : isAllowedFromOutside(request, allowing, present);
}

type Kinds = ReadonlySet<Policy['kind']>;

function isAllowedWithin({ principal, action }: Request, allowing: Kinds, present: Kinds): boolean {
  const isWithinBoundary = !present.has('boundary') || allowing.has('boundary');
  const own = 'administrator' in principal || (allowing.has('identity') && isWithinBoundary);
  return action.startsWith('kms:') ? own && allowing.has('resource') : own || allowing.has('resource');
}

/** Somebody without an identity of the account gets what the policy of a resource gives, or of an endpoint to AWS's own. */
function isAllowedFromOutside({ through }: Request, allowing: Kinds, present: Kinds): boolean {
  return allowing.has('resource') || (through !== undefined && !present.has('resource'));
}

function concerns(policy: Policy, { principal, action, resource, through }: Request): boolean {
  switch (policy.kind) {
    case 'identity':
    case 'boundary':
      return 'role' in principal && policy.of.includes(principal.role);
    case 'trust':
      return action.startsWith('sts:') && policy.of.includes(resource);
    case 'resource':
      return policy.of.some((arn) => resource === arn || resource.startsWith(`${arn}/`));
    case 'endpoint':
      return through !== undefined && policy.of.includes(through);
  }
}

function applies(statement: Statement, policy: Policy, request: Request): boolean {
  const actions = [statement.Action].flat();
  const resources = [statement.Resource ?? '*'].flat();
  return (
    actions.some((pattern) => isLike(request.action.toLowerCase(), pattern.toLowerCase())) &&
    resources.some((pattern) => isLike(request.resource, pattern)) &&
    (['identity', 'boundary'].includes(policy.kind) || isMeant(statement.Principal, request.principal)) &&
    holds(statement.Condition ?? {}, request.context)
  );
}

function isMeant(wanted: unknown, principal: Principal): boolean {
  if (wanted === '*') return true;
  if ('service' in principal) return JSON.stringify(wanted).includes(`"${principal.service}"`);
  return isAccount(wanted) && !('anyone' in principal);
}

/** The account as principal hands the decision to its IAM policies. */
function isAccount(wanted: unknown): boolean {
  return JSON.stringify(wanted ?? '').includes(':root"');
}

type Operator = (actual: readonly string[], expected: readonly string[]) => boolean;

const anyLike: Operator = (actual, expected) =>
  actual.some((value) => expected.some((pattern) => isLike(value, pattern)));
const anyEqual: Operator = (actual, expected) => actual.some((value) => expected.includes(value));

const operators: Readonly<Record<string, Operator>> = {
  StringEquals: anyEqual,
  StringNotEquals: (actual, expected) => !anyEqual(actual, expected),
  StringLike: anyLike,
  StringNotLike: (actual, expected) => !anyLike(actual, expected),
  ArnEquals: anyLike,
  ArnLike: anyLike,
  Bool: anyEqual,
  NumericEquals: anyEqual,
  NumericLessThanEquals: (actual, [limit]) => actual.some((value) => Number(value) <= Number(limit)),
  Null: (actual, [expected]) => String(actual.length === 0) === expected,
  'ForAllValues:StringEquals': (actual, expected) => actual.every((value) => expected.includes(value)),
  'ForAllValues:StringLike': (actual, expected) =>
    actual.every((value) => expected.some((pattern) => isLike(value, pattern))),
  'ForAnyValue:StringEquals': anyEqual,
};

/** @throws Error when an operator is not known here, rather than guess what IAM would say */
function holds(conditions: Conditions, context: Request['context']): boolean {
  return Object.entries(conditions).every(([name, tests]) => {
    const operator = operators[name.replace(/IfExists$/, '')];
    if (operator === undefined) throw new Error(`no such operator is known here: ${name}`);
    return Object.entries(tests).every(([key, expected]) => {
      const actual = [context[key] ?? []].flat();
      return (name.endsWith('IfExists') && actual.length === 0) || operator(actual, [expected].flat());
    });
  });
}
