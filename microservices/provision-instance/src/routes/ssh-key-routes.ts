import { sshKeyRoutes } from '@cloudapp/contracts/ssh-key';
import type { SshKeyRepository } from '@cloudapp/data/ssh-key-repository';
import { implement, type Route } from '@cloudapp/service-kit/route';
import { RefusedError } from '../application/refused-error.ts';

export function implementSshKeyRoutes(sshKeys: SshKeyRepository): Route[] {
  return [
    implement(sshKeyRoutes.listSshKeys, async ({ actor }) => ({ items: await sshKeys.list(actor.user.id) })),
    implement(sshKeyRoutes.deleteSshKey, async ({ actor, params }) => {
      if (!(await sshKeys.delete(actor.user.id, params.id))) throw new RefusedError({ code: 'nothing-there' });
    }),
  ];
}
