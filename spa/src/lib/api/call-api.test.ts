import { http, HttpResponse } from 'msw';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mockServer } from '../../testing/mock-api.ts';
import { callApi } from './call-api.ts';
import { setShownUser } from './shown-user.ts';

describe('an answer with a tag', () => {
  let state: { id: string };
  let named: (string | null)[];

  beforeEach(() => {
    setShownUser('usr_1');
    state = { id: 'first' };
    named = [];
    mockServer.use(
      http.get('*/api/instances/:id', ({ request }) => {
        const tag = `W/"${state.id}"`;
        named.push(request.headers.get('if-none-match'));
        const headers = { etag: tag };
        return named.at(-1) === tag
          ? new HttpResponse(null, { status: 304, headers })
          : HttpResponse.json(state, { headers });
      }),
    );
  });
  afterEach(() => {
    setShownUser(undefined);
  });
  const ask = async (id = 'mch_1') => await callApi('getInstance', { params: { id } });

  it('is asked for by its tag, and is the very same as long as it has not changed', async () => {
    const first = await ask();
    const second = await ask();

    expect(named).toEqual([null, 'W/"first"']);
    expect(second).toBe(first);
  });

  it('gives way to the one that comes after a change', async () => {
    await ask();
    state = { id: 'second' };

    expect(await ask()).toEqual({ id: 'second' });
    expect(await ask()).toEqual({ id: 'second' });
    expect(named).toEqual([null, 'W/"first"', 'W/"second"']);
  });

  it('is of its address alone', async () => {
    await ask('mch_1');
    await ask('mch_2');

    expect(named).toEqual([null, null]);
  });

  it('is forgotten with the person whom the pages show', async () => {
    await ask();
    setShownUser('usr_2');
    await ask();

    expect(named).toEqual([null, null]);
  });

  it('is not kept when it comes after the person has gone', async () => {
    const asked = ask();
    setShownUser('usr_2');
    await asked;
    await ask();

    expect(named).toEqual([null, null]);
  });

  it('is asked for anew when many others were since', async () => {
    await ask();
    for (let count = 0; count < 20; count++) await ask(`mch_other_${count}`);
    await ask();

    expect(named.at(-1)).toBeNull();
  });
});
