import type { AuditAction } from '@cloudapp/contracts/audit';
import type { CostReport } from '@cloudapp/contracts/costs';
import type { Role, UserFilter, UserSort } from '@cloudapp/contracts/user';
import { answerPath } from '@cloudapp/contracts/answer-link';
import { approvalPath } from '@cloudapp/contracts/approval-link';
import type { companyReturnPath } from '@cloudapp/contracts/identity-provider';
import { welcomePath } from '@cloudapp/contracts/welcome-link';
import type { InstanceState } from '@cloudapp/contracts/instance-lifecycle';

/** Named by the contract, beside schemas that no page needs; the type makes the compiler compare the two. */
const companyReturn: typeof companyReturnPath = '/sign-in/company';

/** Where each page stands. No other file types a page's address: eslint refuses it. */
export const paths = {
  home: '/',
  signIn: '/sign-in',
  companyReturn,
  welcome: welcomePath,
  catalogue: '/launch',
  machines: '/machines',
  profile: '/profile',
  approve: approvalPath,
  answer: answerPath,
  overview: '/admin',
  costs: '/admin/costs',
  fleet: '/admin/machines',
  machineRules: '/admin/machines/rules',
  users: '/admin/users',
  signInSettings: '/admin/sign-in',
  audit: '/admin/audit',
  auditProof: '/admin/audit/proof',
  webhooks: '/admin/webhooks',
} as const;

/** Where the command line is downloaded. */
export const commandLinePath = '/cloudapp.mjs';

/** The pages about one thing, as the router matches them; their addresses come from `launchPath` and `machinePath`. */
export const patterns = {
  launch: `${paths.catalogue}/:blueprintId`,
  machine: `${paths.machines}/:id`,
} as const;

/** What the address of a list may say after the question mark; the pages read it by the same names. */
export interface PageSearch {
  readonly signIn: { readonly next?: string };
  /** `like` is the machine whose choices the form begins with. */
  readonly launch: { readonly like?: string };
  /** `q` is what each list is searched for. */
  readonly machines: { readonly q?: string; readonly state?: InstanceState; readonly deleted?: 'true' };
  readonly fleet: {
    readonly q?: string;
    readonly state?: InstanceState;
    readonly owner?: string;
    readonly blueprint?: string;
  };
  readonly users: {
    readonly q?: string;
    readonly status?: NonNullable<UserFilter['status']>;
    readonly role?: Role;
    readonly lastSignIn?: NonNullable<UserFilter['lastSignIn']>;
    readonly group?: string;
    readonly sort?: UserSort;
    readonly size?: string;
  };
  /** `month` is one of UTC, such as `2026-11`. */
  readonly costs: { readonly month?: string; readonly by?: CostReport['by'] };
  /** `from` and `to` are the first and the last day, by the reader's calendar. */
  readonly audit: {
    readonly action?: AuditAction;
    readonly actorId?: string;
    readonly subjectId?: string;
    readonly from?: string;
    readonly to?: string;
  };
}

export function launchPath(blueprintId: string): string {
  return `${paths.catalogue}/${encodeURIComponent(blueprintId)}`;
}

/** The form for another machine of the same kind, with what was chosen for this one. */
export function launchLikePath(machine: { readonly id: string; readonly blueprint: { readonly id: string } }): string {
  const search = { like: machine.id } satisfies PageSearch['launch'];
  return `${launchPath(machine.blueprint.id)}?${new URLSearchParams(search).toString()}`;
}

/** The part of the profile where second factors are set up. */
export const secondFactorsHash = '#second-factors';
export const secondFactorsPath = `${paths.profile}${secondFactorsHash}`;

export function machinePath(id: string): string {
  return `${paths.machines}/${encodeURIComponent(id)}`;
}

/** A list, narrowed down. */
export function pathTo<N extends Exclude<keyof PageSearch, 'launch'>>(page: N, search: PageSearch[N]): string {
  return `${paths[page]}?${new URLSearchParams({ ...search }).toString()}`;
}
