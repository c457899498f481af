import { routes } from '@cloudapp/contracts/api';
import { expect, it } from 'vitest';
import { doorOf, doors } from './doors.ts';

const served = routes.filter((route) => route.service !== 'sign-in');

it('has a line for every route of the services', () => {
  expect(served.map(({ name }) => name).sort()).toEqual(Object.keys(doors).sort());
  expect(() => doorOf('inventedRoute')).toThrow('Nobody has said who may call inventedRoute');
});

it.each(served)('$name: says what its contract says', ({ name, caller, allowedBeforePasswordChange = false }) => {
  const door = doorOf(name);

  const isPublic = caller === 'public';
  expect(door.nobody === 'admitted').toBe(isPublic);
  expect(door.machine === 'admitted').toBe(caller === 'machine' || isPublic);
  expect(door.directory === 'admitted').toBe(caller === 'directory' || isPublic);
  expect(door.owner === 'admitted').toBe(caller === 'session' || isPublic);
  expect(door.newcomer === 'admitted').toBe(allowedBeforePasswordChange || isPublic);
});
