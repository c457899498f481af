import { BudgetExceededError } from '@cloudapp/machines/application/budget-exceeded-error';
import { RefusedError } from '../../microservices/provision-instance/src/application/refused-error.ts';
import type { Replica } from './replica.ts';
import type { Surroundings } from './running-process.ts';

/** The longest that a page waits for an answer. */
const patienceMs = 35_000;
const triesAtMost = 6;

/** Asks one replica after another until there is an answer, or patience is at its end. */
export async function askUntilAnswered<Answer>(
  around: Surroundings,
  replicas: () => readonly Replica[],
  ask: (replica: Replica) => Promise<Answer>,
): Promise<Answer | 'refused' | 'unanswered'> {
  const { time, chance } = around;
  for (let attempt = 1; attempt <= triesAtMost; attempt++) {
    const answer = await askOnce(around, replicas(), ask);
    if (answer !== 'unanswered') return answer;
    await time.sleep(chance.between(300, 3_000));
  }
  return 'unanswered';
}

async function askOnce<Answer>(
  { time, chance }: Surroundings,
  replicas: readonly Replica[],
  ask: (replica: Replica) => Promise<Answer>,
): Promise<Answer | 'refused' | 'unanswered'> {
  if (replicas.length === 0) return 'unanswered';
  const timeUp = time.sleep(patienceMs).then(() => 'unanswered' as const);
  const asked = ask(chance.oneOf(replicas)).catch((error: unknown) => {
    const isFinal = error instanceof RefusedError && error.code !== 'overtaken' && error.code !== 'key-in-use';
    return isFinal || error instanceof BudgetExceededError ? ('refused' as const) : ('unanswered' as const);
  });
  return await Promise.race([asked, timeUp]);
}
