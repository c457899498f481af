import { composeAccounts } from '@cloudapp/accounts/composition';
import { givenUser } from '@cloudapp/accounts/testing/accounts';
import { StatisticsRepository } from '@cloudapp/data/statistics-repository';
import { createLogger } from '@cloudapp/service-kit/logger';
import type { RouteRequest } from '@cloudapp/service-kit/route';
import { dev } from '../../config/dev.ts';
import { environmentSchema } from '../../functions/authenticate/environment.ts';
import { composeAuthenticate } from '../../functions/authenticate/service.ts';
import { statsRoutes } from '../../microservices/view-stats/src/routes/stats-routes.ts';
import { authenticateVariables } from '../../stacks/variables/functions.ts';
import type { Surroundings } from './running-process.ts';
import type { Parts } from './replica.ts';

const password = 'a right password';
/** Hashing is no part of what is looked at. */
const passwords = {
  unmatchedHash: 'none',
  verify: async (hash: string, given: string) => Promise.resolve(hash === given),
};
const pauseMs = 2_000;

/** Signs in, and looks at the statistics, again and again until an instant. @returns how often, and how often in vain */
export async function lookOn({ database }: Parts, { time }: Surroundings, until: number) {
  const variables = authenticateVariables({ ...dev, region: 'eu-west-1' }, 'https://cloudapp.example', 'none');
  const environment = environmentSchema.parse({ AWS_REGION: 'eu-west-1', ...variables });
  const authenticate = composeAuthenticate(database, environment, createLogger('outage', 'silent'), passwords);
  const statistics = statsRoutes(new StatisticsRepository(database));
  const { email } = await givenUser(composeAccounts(database), {}, password, time.date());
  const seen = { signIns: 0, looks: 0, inVain: 0 };
  const signIn = async () => {
    const asked = { credentials: { email, password }, sourceIp: '203.0.113.7', userAgent: '', cookie: '' };
    seen.signIns += 1;
    return (await authenticate(asked, time.date())).authenticated;
  };
  const look = async ({ handle }: (typeof statistics)[number]) => {
    seen.looks += 1;
    await handle({ query: { period: '7d' }, now: time.date() } as unknown as RouteRequest);
    return true;
  };
  while (time.now() < until) {
    const asked = [signIn(), ...statistics.map(look)];
    const answered = await Promise.all(asked.map((one) => one.catch(() => false)));
    seen.inVain += answered.filter((isAnswered) => !isAnswered).length;
    await time.sleep(pauseMs);
  }
  return seen;
}
