import { userRoutes as contracts } from '@cloudapp/contracts/user';
import { implement, type Route } from '@cloudapp/service-kit/route';
import { changeUsers } from '../application/change-users.ts';
import { importUsers } from '../application/import-users.ts';
import { countUsers, listUsers } from '../application/list-users.ts';
import type { Parts } from '../application/parts.ts';
import { createUser, deleteUser, getUser, resetPassword, signOutUser, updateUser } from '../application/users.ts';
import { actorOf } from './actor.ts';

/** What administrators do with users. */
export function userRoutes(parts: Parts): Route[] {
  return [
    implement(contracts.listUsers, ({ query, now }) => listUsers(parts, query, now)),
    implement(contracts.countUsers, ({ query, now }) => countUsers(parts, query, now)),
    implement(contracts.createUser, (request) => createUser(parts, request.body, actorOf(request))),
    implement(contracts.getUser, ({ params }) => getUser(parts, params.id)),
    implement(contracts.updateUser, (request) => updateUser(parts, request.params.id, request.body, actorOf(request))),
    implement(contracts.deleteUser, (request) => deleteUser(parts, request.params.id, actorOf(request))),
    implement(contracts.resetPassword, (request) => resetPassword(parts, request.params.id, actorOf(request))),
    implement(contracts.signOutUser, (request) => signOutUser(parts, request.params.id, actorOf(request))),
    implement(contracts.changeUsers, (request) =>
      changeUsers(parts, request.body, actorOf(request), (error) => {
        request.logger().error({ err: error }, 'one of several users could not be changed');
      }),
    ),
    implement(contracts.importUsers, (request) =>
      importUsers(parts, request.body, actorOf(request), (error) => {
        request.logger().error({ err: error }, 'a line of an import failed');
      }),
    ),
  ];
}
