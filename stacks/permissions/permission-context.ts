import type { Environment } from '../../config/environment.ts';
import { mailIdentity, prefixOf } from '../names.ts';
import type { PermissionContext } from './permissions.ts';

type FromOtherStacks = Omit<PermissionContext, 'prefix' | 'region' | 'account' | 'mail'>;

const refuse = (what: string): never => {
  throw new Error(`a part of this stack may not name ${what}`);
};

/**
 * What the policies of a stack's parts may name. Whatever the stack was not given is refused when it is asked for, so that
 * a statement added to a part cannot silently come out empty.
 */
export function permissionsIn(environment: Environment, given: Partial<FromOtherStacks> = {}): PermissionContext {
  return {
    prefix: prefixOf(environment),
    region: environment.region,
    account: environment.account,
    mail: environment.mail && { from: environment.mail.from, identity: mailIdentity(environment.mail) },
    get dataKeyArn() {
      return given.dataKeyArn ?? refuse('the data key');
    },
    get secretsKeyArn() {
      return given.secretsKeyArn ?? refuse('the secrets key');
    },
    get messagesKeyArn() {
      return given.messagesKeyArn ?? refuse('the messages key');
    },
    get auditKeyArn() {
      return given.auditKeyArn ?? refuse('the key of the audit log');
    },
    get machineSubnetIds() {
      return given.machineSubnetIds ?? refuse('the subnets of machines');
    },
    get machineSecurityGroupIds() {
      return given.machineSecurityGroupIds ?? refuse('the security groups of machines');
    },
  };
}
