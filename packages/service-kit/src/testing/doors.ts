import type { answerRoutes } from '@cloudapp/contracts/answer';
import type { accessTokenRoutes } from '@cloudapp/contracts/access-token';
import type { auditProofRoutes } from '@cloudapp/contracts/audit-proof';
import type { auditRoutes } from '@cloudapp/contracts/audit';
import type { blueprintRoutes } from '@cloudapp/contracts/blueprint';
import type { bootEventRoutes } from '@cloudapp/contracts/boot-event';
import type { costRoutes } from '@cloudapp/contracts/costs';
import type { directoryRoutes } from '@cloudapp/contracts/directory';
import type { identityProviderRoutes } from '@cloudapp/contracts/identity-provider';
import type { hoursRoutes } from '@cloudapp/contracts/hours-routes';
import type { instanceRoutes } from '@cloudapp/contracts/instance';
import type { launchRoutes } from '@cloudapp/contracts/launch';
import type { budgetRoutes } from '@cloudapp/contracts/budget';
import type { rehearsalRoutes } from '@cloudapp/contracts/rehearsal';
import type { machineRulesRoutes } from '@cloudapp/contracts/machine-rules';
import type { noticeRoutes } from '@cloudapp/contracts/notice';
import type { policyReportRoutes } from '@cloudapp/contracts/policy-report';
import type { ProblemCode } from '@cloudapp/contracts/problem';
import type { scimRoutes } from '@cloudapp/contracts/scim';
import type { secondFactorRoutes } from '@cloudapp/contracts/second-factor';
import type { sessionRoutes } from '@cloudapp/contracts/session';
import type { signInSettingsRoutes } from '@cloudapp/contracts/sign-in-settings';
import type { sshKeyRoutes } from '@cloudapp/contracts/ssh-key';
import type { statsRoutes } from '@cloudapp/contracts/stats';
import type { tokenRequestRoutes } from '@cloudapp/contracts/token-request';
import type { usageRoutes } from '@cloudapp/contracts/usage';
import type { userRoutes } from '@cloudapp/contracts/user';
import type { webhookRoutes } from '@cloudapp/contracts/webhook';

/**
 * Who comes: `machine` with a machine's token and no session, `directory` with that of a directory, `newcomer` with a password that an administrator has set
 * (and the role of one), `owner` whose thing is asked for, `other` who is somebody else.
 */
export const callerKinds = ['nobody', 'machine', 'directory', 'newcomer', 'owner', 'other', 'admin'] as const;
export type CallerKind = (typeof callerKinds)[number];

/** What each is told at a route: the code of a refusal, or that the route itself goes on. */
export type Door = Readonly<Record<CallerKind, 'admitted' | ProblemCode>>;

/** Every route of the services, from the tables of the contracts; signing in is API Gateway's, and open to all. */
type RouteName = keyof (typeof sessionRoutes &
  typeof noticeRoutes &
  typeof webhookRoutes &
  typeof secondFactorRoutes &
  typeof signInSettingsRoutes &
  typeof identityProviderRoutes &
  typeof directoryRoutes &
  typeof scimRoutes &
  typeof userRoutes &
  typeof accessTokenRoutes &
  typeof tokenRequestRoutes &
  typeof blueprintRoutes &
  typeof instanceRoutes &
  typeof hoursRoutes &
  typeof answerRoutes &
  typeof launchRoutes &
  typeof bootEventRoutes &
  typeof usageRoutes &
  typeof sshKeyRoutes &
  typeof machineRulesRoutes &
  typeof budgetRoutes &
  typeof rehearsalRoutes &
  typeof statsRoutes &
  typeof costRoutes &
  typeof auditRoutes &
  typeof auditProofRoutes &
  typeof policyReportRoutes);

const everybody: Door = {
  nobody: 'session-required',
  machine: 'session-required',
  directory: 'session-required',
  newcomer: 'password-change-required',
  owner: 'admitted',
  other: 'admitted',
  admin: 'admitted',
};
const newcomersToo: Door = { ...everybody, newcomer: 'admitted' };
const administrators: Door = { ...everybody, owner: 'administrator-required', other: 'administrator-required' };
/** A machine of somebody else is not there. */
const ownerAndAdministrators: Door = { ...everybody, other: 'not-found' };
const ownerAlone: Door = { ...ownerAndAdministrators, admin: 'not-found' };
const anybody: Door = {
  nobody: 'admitted',
  machine: 'admitted',
  directory: 'admitted',
  newcomer: 'admitted',
  owner: 'admitted',
  other: 'admitted',
  admin: 'admitted',
};
const machineAlone: Door = {
  nobody: 'machine-token-invalid',
  machine: 'admitted',
  directory: 'machine-token-invalid',
  newcomer: 'machine-token-invalid',
  owner: 'machine-token-invalid',
  other: 'machine-token-invalid',
  admin: 'machine-token-invalid',
};

const directoryAlone: Door = {
  nobody: 'directory-token-invalid',
  machine: 'directory-token-invalid',
  directory: 'admitted',
  newcomer: 'directory-token-invalid',
  owner: 'directory-token-invalid',
  other: 'directory-token-invalid',
  admin: 'directory-token-invalid',
};

/** Who may do what: each service is asked for each of its lines, by each kind of caller. */
export const doors: Readonly<Record<RouteName, Door>> = {
  listUsers: administrators,
  countUsers: administrators,
  createUser: administrators,
  getUser: administrators,
  updateUser: administrators,
  deleteUser: administrators,
  resetPassword: administrators,
  signOutUser: administrators,
  changeUsers: administrators,
  importUsers: administrators,

  getSession: newcomersToo,
  endSession: newcomersToo,

  changePassword: newcomersToo,
  getProfile: everybody,
  updateProfile: everybody,
  listSessions: everybody,
  endOneSession: everybody,
  getNotices: everybody,
  setNotices: everybody,

  beginProof: everybody,
  renewProof: everybody,
  listFactors: everybody,
  beginAuthenticator: everybody,
  confirmAuthenticator: everybody,
  removeAuthenticator: everybody,
  beginPasskey: everybody,
  addPasskey: everybody,
  removePasskey: everybody,
  makeRecoveryCodes: everybody,
  listUserFactors: administrators,
  resetUserFactors: administrators,
  getSignInSettings: administrators,
  setSignInSettings: administrators,
  setPasswordPolicy: administrators,

  getSignInOptions: anybody,
  listWebhooks: administrators,
  addWebhook: administrators,
  changeWebhook: administrators,
  removeWebhook: administrators,
  testWebhook: administrators,
  listDeliveries: administrators,
  sendDeliveryAgain: administrators,
  listIdentityProviders: administrators,
  addIdentityProvider: administrators,
  changeIdentityProvider: administrators,
  removeIdentityProvider: administrators,
  testIdentityProvider: administrators,

  getDirectory: administrators,
  makeDirectoryToken: administrators,
  endDirectoryToken: administrators,
  setDirectoryRules: administrators,
  scimServiceProviderConfig: directoryAlone,
  scimListResourceTypes: directoryAlone,
  scimGetResourceType: directoryAlone,
  scimListSchemas: directoryAlone,
  scimGetSchema: directoryAlone,
  scimListUsers: directoryAlone,
  scimCreateUser: directoryAlone,
  scimGetUser: directoryAlone,
  scimReplaceUser: directoryAlone,
  scimPatchUser: directoryAlone,
  scimDeleteUser: directoryAlone,
  scimListGroups: directoryAlone,
  scimCreateGroup: directoryAlone,
  scimGetGroup: directoryAlone,
  scimReplaceGroup: directoryAlone,
  scimPatchGroup: directoryAlone,
  scimDeleteGroup: directoryAlone,
  scimSearch: directoryAlone,
  scimBulk: directoryAlone,
  scimMe: directoryAlone,

  listAccessTokens: everybody,
  makeAccessToken: everybody,
  endAccessToken: everybody,
  listUserTokens: administrators,
  endUserToken: administrators,

  requestToken: anybody,
  collectToken: anybody,
  endTokenByItself: anybody,
  getTokenRequest: everybody,
  approveTokenRequest: everybody,
  refuseTokenRequest: everybody,

  listHolidayCountries: everybody,
  listBlueprints: everybody,
  getBlueprint: everybody,
  listSshKeys: everybody,
  deleteSshKey: everybody,
  noteSshKeySaved: everybody,

  listInstances: everybody,
  launchInstance: everybody,
  launchSeveral: everybody,
  getInstance: ownerAndAdministrators,
  startInstance: ownerAndAdministrators,
  stopInstance: ownerAndAdministrators,
  rebootInstance: ownerAndAdministrators,
  terminateInstance: ownerAndAdministrators,
  extendInstance: ownerAndAdministrators,
  keepInstance: ownerAndAdministrators,
  setHours: ownerAndAdministrators,
  removeHours: ownerAndAdministrators,
  setHoursCalendar: ownerAndAdministrators,
  followHoursCalendar: ownerAndAdministrators,
  removeHoursCalendar: ownerAndAdministrators,
  getConsole: ownerAndAdministrators,
  listActivity: ownerAndAdministrators,
  replaceKey: ownerAlone,
  retryInstance: ownerAlone,
  getLoginDetails: ownerAlone,
  revealSecret: ownerAlone,
  postBootEvent: machineAlone,
  reportKey: machineAlone,
  reportUsage: machineAlone,
  keepFromMachine: machineAlone,
  keepRunning: ownerAndAdministrators,
  getUsage: ownerAndAdministrators,

  lookAtAnswer: anybody,
  giveAnswer: anybody,

  getMachineRules: everybody,
  setMachineRules: administrators,
  rehearseRules: administrators,
  getBudgets: administrators,
  setBudgets: administrators,
  getOwnBudget: everybody,

  listFleet: administrators,
  listStrays: administrators,

  getSummary: administrators,
  getSeries: administrators,
  getBlueprintStats: administrators,
  getCosts: administrators,
  getCostsByMonth: administrators,
  exportCosts: administrators,
  listAudit: administrators,
  verifyAuditDay: administrators,
  getAuditKey: administrators,
  exportAudit: administrators,
  reportViolations: anybody,
};

/** The line of a route; one that has none is a fault. */
export function doorOf(routeName: string): Door {
  const door = new Map<string, Door>(Object.entries(doors)).get(routeName);
  if (door === undefined) throw new Error(`Nobody has said who may call ${routeName}`);
  return door;
}
