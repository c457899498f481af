import { matchRoutes } from 'react-router-dom';
import { describe, expect, it } from 'vitest';
import { launchPath, machinePath, paths, pathTo, patterns } from './paths.ts';

describe('the address of a page', () => {
  it.each([
    ['a blueprint to launch', patterns.launch, launchPath('a/b c'), { blueprintId: 'a/b c' }],
    ['a machine', patterns.machine, machinePath('i?1#2'), { id: 'i?1#2' }],
  ])('of %s is one that the router reads back', (_, pattern, address, params) => {
    expect(matchRoutes([{ path: pattern }], address)?.[0]?.params).toEqual(params);
  });

  it('carries what narrows a list down', () => {
    const address = new URL(pathTo('users', { q: 'ada+grace@example.org & co' }), 'https://cloudapp.example');

    expect(address.pathname).toBe(paths.users);
    expect(address.searchParams.get('q')).toBe('ada+grace@example.org & co');
  });
});
