import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import { mockServer } from '../../testing/mock-api.ts';
import { isOutdated } from './page-version.ts';

const pageWith = (script: string) => `<div id="root"></div><script type="module" src="${script}"></script>`;

it.each([
  ['the same code', () => HttpResponse.html(pageWith('/assets/index-a.js')), false],
  ['other code', () => HttpResponse.html(pageWith('/assets/index-b.js')), true],
  ['a page of something in between', () => HttpResponse.html('<h1>Sign in to the network</h1>'), false],
  ['no answer', () => HttpResponse.error(), false],
  ['a fault', () => HttpResponse.html(pageWith('/assets/index-b.js'), { status: 503 }), false],
])('a page is outdated by what the server hands out: %s', async (_what, answer, is) => {
  mockServer.use(http.get('*/', answer));

  expect(await isOutdated('/assets/index-a.js')).toBe(is);
});

it('a page that does not know its own code is never outdated', async () => {
  expect(await isOutdated()).toBe(false);
});
