/** What came of a rehearsal, part by part. Free of zod, so that the pages can load it alone. */

/** The rules that can be rehearsed, in the order of precedence. */
export const rehearsedRules = ['budget', 'lease', 'hours', 'idle'] as const;

export type RehearsedRule = (typeof rehearsedRules)[number];

/** What one rule would have done. */
export interface RuleSum {
  readonly machines: number;
  readonly people: number;
  readonly stops: number;
  /** Stops in the midst of a job or of somebody's typing. */
  readonly cutOff: number;
}

/** One machine that rules would have met. */
export interface MetMachine {
  readonly id: string;
  readonly name: string;
  readonly ownerName: string;
  readonly blueprintName: string;
  readonly isEnded: boolean;
  readonly stops: number;
  readonly cutOff: number;
  readonly hoursSaved: number;
  readonly dollarsSaved: number;
}

/** What rules would have done to some people's machines. Sums of different people can be added. */
export interface RehearsalSum {
  /** The first that is known of any machine; absent where nothing is. */
  readonly knownSince?: string | undefined;
  readonly people: { readonly looked: number; readonly met: number };
  readonly machines: {
    readonly looked: number;
    readonly met: number;
    /** They ran, but say nothing of what they do. */
    readonly unknown: number;
    /** More than are looked at of one person. */
    readonly leftOut: number;
  };
  readonly rules: Readonly<Record<RehearsedRule, RuleSum>>;
  readonly stops: number;
  readonly cutOff: number;
  /** Machines that somebody would have had to start again, to go on. */
  readonly startedAgain: number;
  /** Starts that would have been refused. */
  readonly refused: number;
  readonly hoursSaved: number;
  /** Hours that would have started machines which were off. */
  readonly hoursAdded: number;
  /** With what is added taken off. */
  readonly dollarsSaved: number;
  /** Those that were met most. */
  readonly most: readonly MetMachine[];
}

const listed = 10;
const none: RuleSum = { machines: 0, people: 0, stops: 0, cutOff: 0 };

export const emptySum: RehearsalSum = {
  people: { looked: 0, met: 0 },
  machines: { looked: 0, met: 0, unknown: 0, leftOut: 0 },
  rules: { budget: none, lease: none, hours: none, idle: none },
  stops: 0,
  cutOff: 0,
  startedAgain: 0,
  refused: 0,
  hoursSaved: 0,
  hoursAdded: 0,
  dollarsSaved: 0,
  most: [],
};

export function addSums(one: RehearsalSum, other: RehearsalSum): RehearsalSum {
  const knownSince = [one.knownSince, other.knownSince].filter((at) => at !== undefined).sort()[0];
  return {
    ...added(one, other, ['stops', 'cutOff', 'startedAgain', 'refused', 'hoursSaved', 'hoursAdded', 'dollarsSaved']),
    ...(knownSince !== undefined && { knownSince }),
    people: added(one.people, other.people, ['looked', 'met']),
    machines: added(one.machines, other.machines, ['looked', 'met', 'unknown', 'leftOut']),
    rules: {
      budget: addedRule(one.rules.budget, other.rules.budget),
      lease: addedRule(one.rules.lease, other.rules.lease),
      hours: addedRule(one.rules.hours, other.rules.hours),
      idle: addedRule(one.rules.idle, other.rules.idle),
    },
    most: mostMet([...one.most, ...other.most]),
  };
}

/** Those whose work was cut off most come first: of them an administrator has to think. */
export function mostMet(machines: readonly MetMachine[]): MetMachine[] {
  const order = (a: MetMachine, b: MetMachine) =>
    b.cutOff - a.cutOff || b.stops - a.stops || b.hoursSaved - a.hoursSaved || a.id.localeCompare(b.id);
  return [...machines].sort(order).slice(0, listed);
}

function addedRule(one: RuleSum, other: RuleSum): RuleSum {
  return added(one, other, ['machines', 'people', 'stops', 'cutOff']);
}

function added<Name extends string>(
  one: Readonly<Record<Name, number>>,
  other: Readonly<Record<Name, number>>,
  names: readonly Name[],
): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, one[name] + other[name]])) as Record<Name, number>;
}
