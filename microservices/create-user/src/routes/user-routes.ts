import { userRoutes as contracts } from '@cloudapp/contracts/user';
import { implement, type Route } from '@cloudapp/service-kit/route';
import { importUsers } from '../domain/import-users.ts';
import type { Parts } from '../domain/parts.ts';
import { createUser, deleteUser, getUser, listUsers, resetPassword, signOutUser, updateUser } from '../domain/users.ts';
import { doerOf } from './doer.ts';

/** What administrators do with users. */
export function userRoutes(parts: Parts): Route[] {
  return [
    implement(contracts.listUsers, ({ query }) => listUsers(parts, query)),
    implement(contracts.createUser, (request) => createUser(parts, request.body, doerOf(request))),
    implement(contracts.getUser, ({ params }) => getUser(parts, params.id)),
    implement(contracts.updateUser, (request) => updateUser(parts, request.params.id, request.body, doerOf(request))),
    implement(contracts.deleteUser, (request) => deleteUser(parts, request.params.id, doerOf(request))),
    implement(contracts.resetPassword, (request) => resetPassword(parts, request.params.id, doerOf(request))),
    implement(contracts.signOutUser, (request) => signOutUser(parts, request.params.id, doerOf(request))),
    implement(contracts.importUsers, (request) =>
      importUsers(parts, request.body, doerOf(request), (error) => {
        request.logger.error({ err: error }, 'a line of an import failed');
      }),
    ),
  ];
}
