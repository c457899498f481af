import { apiPrefix } from '@cloudapp/contracts/route';
import type { answerRoutes } from '@cloudapp/contracts/answer';
import type { accessTokenRoutes } from '@cloudapp/contracts/access-token';
import type { auditProofRoutes } from '@cloudapp/contracts/audit-proof';
import type { auditRoutes } from '@cloudapp/contracts/audit';
import type { blueprintRoutes } from '@cloudapp/contracts/blueprint';
import type { costRoutes } from '@cloudapp/contracts/costs';
import type { directoryRoutes } from '@cloudapp/contracts/directory';
import type { identityProviderRoutes } from '@cloudapp/contracts/identity-provider';
import type { hoursRoutes } from '@cloudapp/contracts/hours-routes';
import type { instanceRoutes } from '@cloudapp/contracts/instance';
import type { launchRoutes } from '@cloudapp/contracts/launch';
import type { secondFactorRoutes } from '@cloudapp/contracts/second-factor';
import type { sessionRoutes } from '@cloudapp/contracts/session';
import type { budgetRoutes } from '@cloudapp/contracts/budget';
import type { rehearsalRoutes } from '@cloudapp/contracts/rehearsal';
import type { machineRulesRoutes } from '@cloudapp/contracts/machine-rules';
import type { noticeRoutes } from '@cloudapp/contracts/notice';
import type { signInSettingsRoutes } from '@cloudapp/contracts/sign-in-settings';
import type { signIn } from '@cloudapp/contracts/sign-in';
import type { sshKeyRoutes } from '@cloudapp/contracts/ssh-key';
import type { statsRoutes } from '@cloudapp/contracts/stats';
import type { tokenRequestRoutes } from '@cloudapp/contracts/token-request';
import type { usageRoutes } from '@cloudapp/contracts/usage';
import type { userRoutes } from '@cloudapp/contracts/user';
import type { webhookRoutes } from '@cloudapp/contracts/webhook';

/** The routes that the pages call, as the contracts describe them. */
export type Routes = { signIn: typeof signIn } & typeof sessionRoutes &
  typeof secondFactorRoutes &
  typeof noticeRoutes &
  typeof webhookRoutes &
  typeof signInSettingsRoutes &
  typeof identityProviderRoutes &
  typeof directoryRoutes &
  typeof userRoutes &
  typeof accessTokenRoutes &
  Omit<typeof tokenRequestRoutes, 'requestToken' | 'collectToken' | 'endTokenByItself'> &
  typeof blueprintRoutes &
  typeof instanceRoutes &
  typeof hoursRoutes &
  Pick<typeof usageRoutes, 'getUsage' | 'keepRunning'> &
  typeof answerRoutes &
  typeof launchRoutes &
  typeof sshKeyRoutes &
  typeof machineRulesRoutes &
  typeof budgetRoutes &
  typeof rehearsalRoutes &
  typeof statsRoutes &
  typeof costRoutes &
  typeof auditRoutes &
  typeof auditProofRoutes;

export type RouteName = keyof Routes;

/** Where the API's documentation is read. */
export const apiDocsPath = `${apiPrefix}/docs`;

type Endpoints = { readonly [N in RouteName]: readonly [method: Routes[N]['method'], path: Routes[N]['path']] };

/**
 * Method and path of each route. The contracts hold the same, but beside their schemas, and importing those would put
 * zod into every page; the type makes the compiler compare the two.
 */
export const endpoints: Endpoints = {
  signIn: ['POST', '/auth/login'],
  getSession: ['GET', '/session'],
  endSession: ['DELETE', '/session'],
  beginProof: ['POST', '/session/proof/tickets'],
  renewProof: ['POST', '/session/proof'],
  listFactors: ['GET', '/me/factors'],
  beginAuthenticator: ['POST', '/me/factors/authenticator'],
  confirmAuthenticator: ['PUT', '/me/factors/authenticator'],
  removeAuthenticator: ['DELETE', '/me/factors/authenticator'],
  beginPasskey: ['POST', '/me/factors/passkeys/tickets'],
  addPasskey: ['POST', '/me/factors/passkeys'],
  removePasskey: ['DELETE', '/me/factors/passkeys/:id'],
  makeRecoveryCodes: ['POST', '/me/factors/recovery-codes'],
  listUserFactors: ['GET', '/users/:id/factors'],
  resetUserFactors: ['DELETE', '/users/:id/factors'],
  getSignInSettings: ['GET', '/sign-in-settings'],
  setSignInSettings: ['PUT', '/sign-in-settings'],
  setPasswordPolicy: ['PUT', '/sign-in-settings/passwords'],
  getDirectory: ['GET', '/directory'],
  makeDirectoryToken: ['POST', '/directory/token'],
  endDirectoryToken: ['DELETE', '/directory/token'],
  setDirectoryRules: ['PUT', '/directory/rules'],
  getSignInOptions: ['GET', '/sign-in-options'],
  listIdentityProviders: ['GET', '/identity-providers'],
  addIdentityProvider: ['POST', '/identity-providers'],
  changeIdentityProvider: ['PUT', '/identity-providers/:id'],
  removeIdentityProvider: ['DELETE', '/identity-providers/:id'],
  testIdentityProvider: ['POST', '/identity-providers/:id/test'],
  listWebhooks: ['GET', '/webhooks'],
  addWebhook: ['POST', '/webhooks'],
  changeWebhook: ['PUT', '/webhooks/:id'],
  removeWebhook: ['DELETE', '/webhooks/:id'],
  testWebhook: ['POST', '/webhooks/:id/test'],
  listDeliveries: ['GET', '/webhooks/:id/deliveries'],
  sendDeliveryAgain: ['POST', '/webhooks/:id/deliveries/:deliveryId/again'],
  getProfile: ['GET', '/me'],
  updateProfile: ['PATCH', '/me'],
  changePassword: ['PUT', '/me/password'],
  getNotices: ['GET', '/me/notices'],
  setNotices: ['PUT', '/me/notices'],
  listSessions: ['GET', '/me/sessions'],
  endOneSession: ['DELETE', '/me/sessions/:id'],
  listUsers: ['GET', '/users'],
  countUsers: ['GET', '/users/count'],
  createUser: ['POST', '/users'],
  getUser: ['GET', '/users/:id'],
  updateUser: ['PATCH', '/users/:id'],
  deleteUser: ['DELETE', '/users/:id'],
  resetPassword: ['POST', '/users/:id/password-reset'],
  signOutUser: ['DELETE', '/users/:id/sessions'],
  changeUsers: ['POST', '/users/changes'],
  importUsers: ['POST', '/users/import'],
  listAccessTokens: ['GET', '/me/tokens'],
  makeAccessToken: ['POST', '/me/tokens'],
  endAccessToken: ['DELETE', '/me/tokens/:id'],
  listUserTokens: ['GET', '/users/:id/tokens'],
  endUserToken: ['DELETE', '/users/:id/tokens/:tokenId'],
  getTokenRequest: ['GET', '/tokens/requests/:code'],
  approveTokenRequest: ['POST', '/tokens/requests/:code/approval'],
  refuseTokenRequest: ['POST', '/tokens/requests/:code/refusal'],
  listBlueprints: ['GET', '/blueprints'],
  getBlueprint: ['GET', '/blueprints/:id'],
  listInstances: ['GET', '/instances'],
  launchInstance: ['POST', '/instances'],
  launchSeveral: ['POST', '/instances/several'],
  getInstance: ['GET', '/instances/:id'],
  startInstance: ['POST', '/instances/:id/start'],
  stopInstance: ['POST', '/instances/:id/stop'],
  rebootInstance: ['POST', '/instances/:id/reboot'],
  terminateInstance: ['POST', '/instances/:id/terminate'],
  extendInstance: ['POST', '/instances/:id/extend'],
  keepInstance: ['POST', '/instances/:id/keep'],
  replaceKey: ['PUT', '/instances/:id/key'],
  setHours: ['PUT', '/instances/:id/hours'],
  removeHours: ['DELETE', '/instances/:id/hours'],
  setHoursCalendar: ['PUT', '/instances/:id/hours/calendar'],
  followHoursCalendar: ['PUT', '/instances/:id/hours/calendar-address'],
  removeHoursCalendar: ['DELETE', '/instances/:id/hours/calendar'],
  retryInstance: ['POST', '/instances/:id/retry'],
  getLoginDetails: ['GET', '/instances/:id/login'],
  revealSecret: ['POST', '/instances/:id/secrets/:secretId/reveal'],
  getUsage: ['GET', '/instances/:id/usage'],
  keepRunning: ['POST', '/instances/:id/keep-running'],
  getConsole: ['GET', '/instances/:id/console'],
  listActivity: ['GET', '/instances/:id/activity'],
  getMachineRules: ['GET', '/machine-rules'],
  setMachineRules: ['PUT', '/machine-rules'],
  rehearseRules: ['POST', '/machine-rules/rehearsals'],
  getBudgets: ['GET', '/budgets'],
  setBudgets: ['PUT', '/budgets'],
  getOwnBudget: ['GET', '/budgets/own'],
  listFleet: ['GET', '/fleet/instances'],
  listStrays: ['GET', '/fleet/strays'],
  lookAtAnswer: ['POST', '/answers/look'],
  giveAnswer: ['POST', '/answers'],
  listHolidayCountries: ['GET', '/holiday-countries'],
  listSshKeys: ['GET', '/ssh-keys'],
  deleteSshKey: ['DELETE', '/ssh-keys/:id'],
  noteSshKeySaved: ['POST', '/ssh-keys/:id/saved'],
  getSummary: ['GET', '/stats/summary'],
  getSeries: ['GET', '/stats/series'],
  getBlueprintStats: ['GET', '/stats/blueprints'],
  getCosts: ['GET', '/stats/costs'],
  getCostsByMonth: ['GET', '/stats/costs/months'],
  exportCosts: ['GET', '/stats/costs/export'],
  listAudit: ['GET', '/audit'],
  verifyAuditDay: ['GET', '/audit/verification'],
  getAuditKey: ['GET', '/audit/key'],
  exportAudit: ['GET', '/audit/export'],
};
