import { isAllowed, type Conditions, type Policy, type Statement } from '../../local/iam/decision.ts';
import type { Call } from './call.ts';

/** A policy with something taken out of it. */
interface Mutation {
  readonly what: string;
  readonly policy: Policy;
}

export interface Proof {
  /** Calls that come out otherwise than they must. */
  readonly wrong: readonly string[];
  /** What could be taken out of a policy without any call coming out otherwise. */
  readonly unneeded: readonly string[];
  readonly counts: {
    readonly calls: number;
    readonly policies: number;
    readonly statements: number;
    readonly mutations: number;
  };
}

/**
 * Shows that the policies allow every call that must get through and none that must not, and that nothing in them is idle:
 * each statement, and in the policies of the parts also each action, resource and condition, is taken out by itself, and
 * each time some call must come out otherwise.
 */
export function prove(policies: readonly Policy[], calls: readonly Call[]): Proof {
  const wrong = calls.filter((call) => !isAsItMust(call, policies)).map(textOf);
  const unneeded: string[] = [];
  let mutations = 0;
  for (const policy of policies) {
    const alone = isolate(policy, policy, policies);
    const affected = calls
      .filter((call) => mayConcern(policy, call))
      .map((call) => ({ call, outcome: isAllowed(call, alone) }));
    for (const { what, policy: mutated } of mutationsOf(policy)) {
      mutations += 1;
      // IAM refuses a policy without a statement, so the deployment fails.
      if (mutated.statements.length === 0) continue;
      const rest = isolate(policy, mutated, policies);
      if (affected.every(({ call, outcome }) => isAllowed(call, rest) === outcome))
        unneeded.push(`${policy.id}: ${what}`);
    }
  }
  const statements = policies.reduce((sum, policy) => sum + policy.statements.length, 0);
  return { wrong, unneeded, counts: { calls: calls.length, policies: policies.length, statements, mutations } };
}

/**
 * The policies with one changed. A role's own policy must hold without its boundary, and a boundary whatever the role's own
 * policy says: otherwise what is taken out of one of them would hide behind the other.
 */
function isolate(policy: Policy, mutated: Policy, policies: readonly Policy[]): Policy[] {
  const hiding = { identity: 'boundary', boundary: 'identity' }[policy.kind as string];
  const isHiding = (one: Policy) => one.kind === hiding && one.of.some((role) => policy.of.includes(role));
  const everything: Policy = {
    id: 'everything',
    kind: 'identity',
    of: policy.of,
    statements: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  };
  return [
    ...policies.filter((one) => one !== policy && !isHiding(one)),
    mutated,
    ...(policy.kind === 'boundary' ? [everything] : []),
  ];
}

const isAsItMust = (call: Call, policies: readonly Policy[]): boolean =>
  isAllowed(call, policies) === (call.outcome === 'allowed');

/** Most policies say nothing about most calls. */
function mayConcern(policy: Policy, { principal, resource, through }: Call): boolean {
  if (policy.kind === 'identity' || policy.kind === 'boundary') {
    return 'role' in principal && policy.of.includes(principal.role);
  }
  return policy.of.some((name) => resource.startsWith(name) || name === through);
}

function mutationsOf(policy: Policy): Mutation[] {
  return policy.statements.flatMap((statement, index) => {
    const sid = statement.Sid ?? `statement ${index}`;
    const replacedBy = (what: string, ...statements: Statement[]): Mutation => ({
      what: `${sid} ${what}`,
      policy: { ...policy, statements: policy.statements.toSpliced(index, 1, ...statements) },
    });
    const whole = replacedBy('itself');
    if (policy.kind === 'endpoint') return [whole];
    return [
      whole,
      ...without([statement.Action].flat(), (Action, gone) => replacedBy(`action ${gone}`, { ...statement, Action })),
      ...(['identity', 'boundary'].includes(policy.kind)
        ? without([statement.Resource ?? []].flat(), (Resource, gone) =>
            replacedBy(`resource ${gone}`, { ...statement, Resource }),
          )
        : []),
      ...withoutConditions(statement.Condition ?? {}).map(([gone, Condition]) =>
        replacedBy(`condition ${gone}`, { ...statement, Condition }),
      ),
    ];
  });
}

/** The list without each of its members; a list of one has none that could go alone. */
function without<T>(list: readonly string[], make: (rest: string[], gone: string) => T): T[] {
  return list.length < 2
    ? []
    : list.map((gone) =>
        make(
          list.filter((one) => one !== gone),
          gone,
        ),
      );
}

function withoutConditions(conditions: Conditions): [string, Conditions][] {
  return Object.entries(conditions).flatMap(([operator, tests]) =>
    Object.keys(tests).map((key): [string, Conditions] => {
      const rest = Object.fromEntries(Object.entries(tests).filter(([other]) => other !== key));
      return [`${operator} ${key}`, { ...conditions, [operator]: rest }];
    }),
  );
}

function textOf({ principal, action, resource, outcome, why }: Call): string {
  const who = Object.values(principal).join();
  return `${who} ${action} on ${resource} must be ${outcome} (${why})`;
}
