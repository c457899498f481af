/** What stops machines, in the order of precedence; `outside`: at AWS, whoever did it there. */
export const stopRules = ['person', 'security', 'budget', 'lease', 'hours', 'idle', 'outside'] as const;

export type StopRule = (typeof stopRules)[number];

interface Stop {
  readonly rule: StopRule;
  readonly detail?: string | undefined;
  readonly by?: { readonly id: string; readonly name: string } | undefined;
}

const sentences: Readonly<Record<Exclude<StopRule, 'person'>, string>> = {
  security: 'The account of its owner was disabled.',
  budget: 'The month’s budget of its owner was spent.',
  lease: 'Its time was over.',
  hours: 'Its hours were over.',
  idle: 'It was idle.',
  outside: 'It was stopped at AWS, not by CloudApp.',
};

/** Why a machine was stopped, as a sentence for somebody who may be the one who did it. */
export function whyStopped({ rule, by, detail }: Stop, viewerId?: string): string {
  if (rule !== 'person') return detail === undefined ? sentences[rule] : `${sentences[rule]} ${detail}.`;
  return by?.id === viewerId ? 'You stopped it.' : `${by?.name ?? 'Somebody'} stopped it.`;
}
