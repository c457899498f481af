import type { OnUndeclaredProblem, UndeclaredProblemError } from '../undeclared-problem.ts';

/** The policy of tests: an undeclared problem becomes a 500, and `check` fails even where no test looks at the answer. */
export function refuseUndeclaredProblems() {
  const seen: UndeclaredProblemError[] = [];
  const onUndeclaredProblem: OnUndeclaredProblem = (error) => {
    seen.push(error);
    throw error;
  };
  /** To be called when a service's tests are over. */
  const check = () => {
    const sentences = [...new Set(seen.map(({ message }) => message))];
    if (sentences.length > 0) throw new AggregateError(seen, sentences.join('\n'));
  };
  return { onUndeclaredProblem, check };
}
