import { sshKeyRoutes } from '@cloudapp/contracts/ssh-key';
import type { SshKeyRepository } from '@cloudapp/data/ssh-key-repository';
import { implement, type Route } from '@cloudapp/service-kit/route';

export function implementSshKeyRoutes(sshKeys: SshKeyRepository): Route[] {
  return [
    implement(sshKeyRoutes.listSshKeys, async ({ actor }) => ({ items: await sshKeys.list(actor.user.id) })),
    implement(sshKeyRoutes.deleteSshKey, async ({ actor, params, problem }) => {
      if (!(await sshKeys.delete(actor.user.id, params.id))) throw problem('not-found');
    }),
    implement(sshKeyRoutes.noteSshKeySaved, async ({ actor, params, problem }) => {
      if (!(await sshKeys.noteSaved(actor.user.id, params.id))) throw problem('not-found');
    }),
  ];
}
