/** The page that a link of an e-mail leads to. */
export const answerPath = '/answer';

/** What the owner of a machine can answer to a warning: let it run longer, stop it at once, or not have it deleted. */
export const answerKinds = ['run-longer', 'stop', 'keep'] as const;
export type AnswerKind = (typeof answerKinds)[number];

/** How much later than was warned of a machine stops whose owner answers that it shall run longer. */
export const longerHours = 8;

/** The address at which somebody answers. The token stands in the fragment, which no browser sends to any server. */
export function answerLink(origin: string, token: string): string {
  return `${origin}${answerPath}#${token}`;
}
