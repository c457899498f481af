import { expect, it } from 'vitest';
import { needsOf } from './blueprint-needs.ts';

const tool = (name: string, scheme: 'http' | 'https' | 'postgresql' | 'tcp') => ({ name, description: '', scheme });

it('to log in one needs ssh, and nothing else where nothing else is there', () => {
  expect(needsOf({ tools: [] })).toEqual([
    'To log in: ssh. Windows, macOS and Linux bring it along; on a phone it is an app.',
  ]);
});

it('what opens in the browser needs the connection too, and a server its own program', () => {
  const tools = [tool('Grafana', 'http'), tool('PostgreSQL', 'postgresql'), tool('Redis', 'tcp'), tool('VNC', 'https')];

  expect(needsOf({ tools }).slice(1)).toEqual([
    'For Grafana and VNC: a browser, through an ssh connection that one command opens.',
    'For PostgreSQL: a program such as psql or DBeaver, through an ssh connection.',
    'For Redis: a program that speaks to it, through an ssh connection.',
  ]);
});
