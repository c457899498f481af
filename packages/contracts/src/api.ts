import { answerRoutes } from './answer.ts';
import { accessTokenRoutes } from './access-token.ts';
import { auditProofRoutes } from './audit-proof.ts';
import { auditRoutes } from './audit.ts';
import { blueprintRoutes } from './blueprint.ts';
import { bootEventRoutes } from './boot-event.ts';
import { costRoutes } from './costs.ts';
import { budgetRoutes } from './budget.ts';
import { directoryRoutes } from './directory.ts';
import { identityProviderRoutes } from './identity-provider.ts';
import { hoursRoutes } from './hours-routes.ts';
import { instanceRoutes } from './instance.ts';
import { launchRoutes } from './launch.ts';
import { machineRulesRoutes } from './machine-rules.ts';
import { noticeRoutes } from './notice.ts';
import { policyReportRoutes } from './policy-report.ts';
import { rehearsalRoutes } from './rehearsal.ts';
import type { Answerer, RouteContract } from './route.ts';
import { scimRoutes } from './scim.ts';
import type { ServiceName } from './service.ts';
import { secondFactorRoutes } from './second-factor.ts';
import { sessionRoutes } from './session.ts';
import { signInSettingsRoutes } from './sign-in-settings.ts';
import { signIn } from './sign-in.ts';
import { sshKeyRoutes } from './ssh-key.ts';
import { statsRoutes } from './stats.ts';
import { tokenRequestRoutes } from './token-request.ts';
import { usageRoutes } from './usage.ts';
import { userRoutes } from './user.ts';
import { webhookRoutes } from './webhook.ts';

/** Every route of the API. */
export const routes: readonly RouteContract[] = [
  signIn,
  ...Object.values(sessionRoutes),
  ...Object.values(noticeRoutes),
  ...Object.values(webhookRoutes),
  ...Object.values(secondFactorRoutes),
  ...Object.values(signInSettingsRoutes),
  ...Object.values(identityProviderRoutes),
  ...Object.values(directoryRoutes),
  ...Object.values(scimRoutes),
  ...Object.values(accessTokenRoutes),
  ...Object.values(tokenRequestRoutes),
  ...Object.values(userRoutes),
  ...Object.values(blueprintRoutes),
  ...Object.values(instanceRoutes),
  ...Object.values(hoursRoutes),
  ...Object.values(answerRoutes),
  ...Object.values(launchRoutes),
  ...Object.values(bootEventRoutes),
  ...Object.values(usageRoutes),
  ...Object.values(sshKeyRoutes),
  ...Object.values(machineRulesRoutes),
  ...Object.values(rehearsalRoutes),
  ...Object.values(budgetRoutes),
  ...Object.values(statsRoutes),
  ...Object.values(costRoutes),
  ...Object.values(auditRoutes),
  ...Object.values(auditProofRoutes),
  ...Object.values(policyReportRoutes),
];

/** First path segments below `/api`, each with the part that answers them; what load balancers and gateways route by. */
export const servicePaths: ReadonlyMap<string, Answerer> = new Map(
  routes.map((route) => [route.path.split('/')[1] ?? '', route.service]),
);

/** Those that a service answers: what nginx and the load balancer behind it forward to the services. */
export const forwardedPaths: readonly (readonly [segment: string, service: ServiceName])[] = [...servicePaths].flatMap(
  ([segment, service]) => (service === 'sign-in' ? [] : [[segment, service] as const]),
);

/** How the paths end that machines report to, with tokens of their own: what stands before the services must let them through. */
export const machineReports: readonly string[] = routes
  .filter(({ caller }) => caller === 'machine')
  .map(({ path }) => path.slice(path.lastIndexOf('/')));
