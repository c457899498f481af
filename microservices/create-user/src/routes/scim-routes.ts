import { scimRoutes as contracts } from '@cloudapp/contracts/scim';
import { implement, type Route } from '@cloudapp/service-kit/route';
import { listPeople } from '../application/find-people.ts';
import type { Parts } from '../application/parts.ts';
import { addGroup, changeGroup, getGroup, listGroups, removeGroup } from '../application/scim-groups.ts';
import { scimList, shownOf } from '../application/scim-list.ts';
import { directoryActor, scimBase } from '../application/scim-request.ts';
import { addPerson, changePerson, getPerson, removePerson } from '../application/scim-users.ts';
import { resourceTypes, schemas, serviceProviderConfig } from '../domain/scim-documents.ts';
import { editPatched, editWished } from '../domain/scim-group.ts';
import { patchedPerson, stateWished } from '../domain/scim-user.ts';

/** What a company's directory does: says what is offered, and looks after people and groups (RFC 7644). */
export function scimRoutes(parts: Parts): Route[] {
  return [...documentRoutes(scimBase(parts)), ...personRoutes(parts), ...groupRoutes(parts), ...missingRoutes()];
}

function documentRoutes(base: string): Route[] {
  const types = resourceTypes(base);
  const all = schemas(base);
  return [
    implement(contracts.scimServiceProviderConfig, () => Promise.resolve(serviceProviderConfig(base))),
    implement(contracts.scimListResourceTypes, () => Promise.resolve(scimList(types, types.length))),
    implement(contracts.scimGetResourceType, ({ params, problem }) =>
      found(types, params.id, () => problem('not-found')),
    ),
    implement(contracts.scimListSchemas, () => Promise.resolve(scimList(all, all.length))),
    implement(contracts.scimGetSchema, ({ params, problem }) => found(all, params.id, () => problem('not-found'))),
  ];
}

async function found<T extends { readonly id: string }>(
  all: readonly T[],
  id: string,
  missing: () => Error,
): Promise<T> {
  const one = all.find((document) => document.id === id);
  return one === undefined ? Promise.reject(missing()) : Promise.resolve(one);
}

function personRoutes(parts: Parts): Route[] {
  return [
    implement(contracts.scimListUsers, ({ query }) => listPeople(parts, query)),
    implement(contracts.scimCreateUser, async (request) => {
      const user = await addPerson(parts, stateWished(request.body), directoryActor(request));
      request.setHeader('Location', user.meta?.location ?? '');
      return user;
    }),
    implement(contracts.scimGetUser, async ({ params, query }) => shownOf(await getPerson(parts, params.id), query)),
    implement(contracts.scimReplaceUser, async (request) => {
      const wanted = stateWished(request.body);
      return shownOf(await changePerson(parts, target(request), () => wanted, directoryActor(request)), request.query);
    }),
    implement(contracts.scimPatchUser, async (request) => {
      const { Operations: operations } = request.body;
      const change = (state: Parameters<typeof patchedPerson>[0]) => patchedPerson(state, operations);
      return shownOf(await changePerson(parts, target(request), change, directoryActor(request)), request.query);
    }),
    implement(contracts.scimDeleteUser, (request) => {
      const { id, ifMatch } = target(request);
      return removePerson(parts, id, ifMatch, directoryActor(request));
    }),
  ];
}

function groupRoutes(parts: Parts): Route[] {
  return [
    implement(contracts.scimListGroups, ({ query }) => listGroups(parts, query)),
    implement(contracts.scimCreateGroup, async (request) => {
      const group = await addGroup(parts, editWished(request.body), directoryActor(request));
      request.setHeader('Location', group.meta?.location ?? '');
      return group;
    }),
    implement(contracts.scimGetGroup, ({ params, query }) => getGroup(parts, params.id, query)),
    implement(contracts.scimReplaceGroup, async (request) => {
      const wanted = editWished(request.body);
      await changeGroup(parts, target(request), () => wanted, directoryActor(request));
      return await getGroup(parts, request.params.id, request.query);
    }),
    implement(contracts.scimPatchGroup, (request) => {
      const { Operations: operations } = request.body;
      return changeGroup(parts, target(request), (group) => editPatched(group, operations), directoryActor(request));
    }),
    implement(contracts.scimDeleteGroup, (request) => {
      const { id, ifMatch } = target(request);
      return removeGroup(parts, id, ifMatch, directoryActor(request));
    }),
  ];
}

function missingRoutes(): Route[] {
  return [contracts.scimSearch, contracts.scimBulk, contracts.scimMe].map((contract) =>
    implement(contract, ({ problem }) => Promise.reject(problem('not-offered'))),
  );
}

function target({
  params,
  headers,
}: {
  readonly params: { id: string };
  readonly headers: { 'if-match'?: string | undefined };
}) {
  return { id: params.id, ifMatch: headers['if-match'] };
}
