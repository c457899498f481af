import type { User } from '@cloudapp/contracts/user';
import { formatCount } from '../../../lib/format/size.ts';

interface QuestionWords {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly done: string;
  readonly failure: string;
}

function machinesOf(user: User): string {
  return formatCount(user.quota.used, 'machine');
}

/** What each action means for the user, in a sentence. */
export function questionWords(kind: 'reset' | 'sign-out' | 'disable' | 'enable' | 'delete', user: User): QuestionWords {
  const { name } = user;
  switch (kind) {
    case 'reset':
      return {
        title: `Reset the password of ${name}?`,
        text: `${name} is signed out everywhere and can sign in only with a new one-time password, which you get to hand over. Machines keep running.`,
        confirm: 'Reset password',
        done: 'Password reset',
        failure: 'The password was not reset',
      };
    case 'sign-out':
      return {
        title: `Sign ${name} out everywhere?`,
        text: `All sessions of ${name} end at once. The password stays, so signing in again is possible. Machines keep running.`,
        confirm: 'Sign out',
        done: `${name} is signed out everywhere`,
        failure: `${name} is still signed in`,
      };
    case 'disable':
      return {
        title: `Disable ${name}?`,
        text:
          user.quota.used > 0
            ? `${name} is signed out at once and cannot sign in. ${machinesOf(user)} of theirs keep running and costing until their time is over; you can stop or delete them under “All machines”. You can enable the account again.`
            : `${name} is signed out at once and cannot sign in. You can enable the account again.`,
        confirm: 'Disable',
        done: `${name} is disabled`,
        failure: `${name} was not disabled`,
      };
    case 'enable':
      return {
        title: `Enable ${name}?`,
        text: `${name} can sign in again with the same password, role and quota.`,
        confirm: 'Enable',
        done: `${name} is enabled`,
        failure: `${name} was not enabled`,
      };
    case 'delete':
      return {
        title: `Delete ${name}?`,
        text:
          user.quota.used > 0
            ? `${name} still has ${machinesOf(user)}. Delete those first, under “All machines”, or disable the account instead.`
            : `The account is removed for good. What ${name} did stays in the audit log.`,
        confirm: 'Delete',
        done: `${name} is deleted`,
        failure: `${name} was not deleted`,
      };
  }
}
