import { directoryRoutes as contracts } from '@cloudapp/contracts/directory';
import { implement, type Route } from '@cloudapp/service-kit/route';
import { endDirectoryToken, makeDirectoryToken, readDirectory, setDirectoryRules } from '../application/directory.ts';
import type { Parts } from '../application/parts.ts';
import { actorOf } from './actor.ts';

/** What administrators do with the directory that sends people here. */
export function directoryRoutes(parts: Parts): Route[] {
  return [
    implement(contracts.getDirectory, () => readDirectory(parts)),
    implement(contracts.makeDirectoryToken, (request) => makeDirectoryToken(parts, actorOf(request))),
    implement(contracts.endDirectoryToken, (request) => endDirectoryToken(parts, actorOf(request))),
    implement(contracts.setDirectoryRules, (request) => setDirectoryRules(parts, request.body.rules, actorOf(request))),
  ];
}
