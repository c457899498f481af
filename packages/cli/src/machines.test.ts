import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { otherId, sampleBlueprint, sampleId, sampleMachine, sampleUser } from './testing/samples.ts';
import { startTestApi, type TestApi } from './testing/test-api.ts';
import { openTestComputer, signedInAt, type TestComputer } from './testing/test-computer.ts';

let api: TestApi;
let computer: TestComputer;

beforeEach(async () => {
  api = await startTestApi();
  computer = await openTestComputer(signedInAt(api.url));
  api.answers('GET /instances', [200, { items: [sampleMachine()] }]);
  api.answers(`GET /instances/${sampleId}`, [200, sampleMachine()]);
});
afterEach(async () => {
  api.stop();
  await computer.remove();
});

describe('ls', () => {
  it('lists the machines of every page, in columns', async () => {
    const second = sampleMachine({ id: otherId, name: '測試', state: 'stopped', leaseEndsAt: undefined });
    api.answers('GET /instances', [200, { items: [sampleMachine()], nextCursor: 'abc' }], [200, { items: [second] }]);

    const { output } = await computer.run(['ls']);

    expect(output.split('\n')).toEqual([
      'NAME         STATE    BLUEPRINT  SIZE   ADDRESS    STOPS          COST',
      'brave-otter  ready    debian     small  192.0.2.7  in 3 h 20 min  $0.050',
      '測試         stopped  debian     small  192.0.2.7  –              $0.050',
      '',
    ]);
    expect(api.asked.map(({ path }) => path)).toEqual(['/instances?limit=100', '/instances?limit=100&cursor=abc']);
  });

  it('gives programs what the API says', async () => {
    const { output, errors } = await computer.run(['ls', '--json']);

    expect(JSON.parse(output)).toEqual({ items: [JSON.parse(JSON.stringify(sampleMachine()))] });
    expect(errors).toBe('');
  });

  it('lists names alone, deleted ones, and those of everybody', async () => {
    expect((await computer.run(['ls', '--names', '--ended'])).output).toBe('brave-otter\n');
    expect(api.asked[0]?.path).toBe('/instances?limit=100&ended=true');

    api.answers('GET /fleet/instances', [200, { items: [sampleMachine()] }]);
    expect((await computer.run(['ls', '-a'])).output).toContain(sampleUser.email);
  });

  it('says what to do where there are none', async () => {
    api.answers('GET /instances', [200, { items: [] }]);

    expect((await computer.run(['ls'])).output).toContain('cloudapp blueprints');
  });

  it('lets no name command the terminal, in no way of printing', async () => {
    const name = 'a\u001B]0;title\u0007b\u009B31m\nc\u202Ed';
    api.answers('GET /instances', [200, { items: [sampleMachine({ name })] }]);
    api.answers(`GET /instances/${sampleId}`, [200, sampleMachine({ name })]);

    const printed = [
      await computer.run(['ls']),
      await computer.run(['ls', '--names']),
      await computer.run(['ls', '--json']),
      await computer.run(['show', sampleId]),
    ].map(({ output }) => output);

    for (const output of printed) expect(output.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
    expect(printed[1]).toBe('ab cd\n');
    expect((JSON.parse(printed[2] ?? '') as { items: { name: string }[] }).items[0]?.name).toBe(name);
  });
});

describe('a machine', () => {
  it('is found by its name and by its id', async () => {
    for (const named of ['brave-otter', sampleId]) {
      expect((await computer.run(['show', named])).output).toMatch(/^Name +brave-otter\nId +mch_1/);
    }
  });

  it('of no name, and of a name that two have, is none', async () => {
    expect(await computer.run(['show', 'otter'])).toMatchObject({
      code: 4,
      errors: 'You have no machine called “otter”; cloudapp ls lists yours.\n',
    });

    api.answers('GET /instances', [200, { items: [sampleMachine(), sampleMachine({ id: otherId })] }]);
    expect(await computer.run(['rm', 'brave-otter', '--yes'])).toMatchObject({
      code: 2,
      errors: `2 machines are called “brave-otter”; give the id: ${sampleId}, ${otherId}\n`,
    });
  });

  it('is extended', async () => {
    api.answers(`POST /instances/${sampleId}/extend`, [200, sampleMachine()]);

    const { output } = await computer.run(['extend', 'brave-otter', '--hours', '4']);

    expect(output).toBe('brave-otter is extended. It stops in 3 h 20 min.\n');
    expect(api.asked.at(-1)).toMatchObject({ method: 'POST', body: { hours: 4 } });
  });

  it('is kept, which says for how long', async () => {
    const off = { state: 'stopped', leaseEndsAt: undefined, deletesAt: '2026-12-14T12:00:00.000Z' } as const;
    api.answers(`POST /instances/${sampleId}/keep`, [200, sampleMachine(off)]);

    expect((await computer.run(['keep', 'brave-otter'])).output).toBe(
      'brave-otter is kept. It is deleted in 14 days if it stays off.\n',
    );
  });

  it('that runs is kept for some hours', async () => {
    const keptUntil = '2026-11-30T15:00:00.000Z';
    api.answers(`POST /instances/${sampleId}/keep-running`, [200, sampleMachine({ keptUntil })]);

    const { output } = await computer.run(['keep', 'brave-otter', '3h']);

    expect(output).toBe('brave-otter is not stopped for being idle for the next 3 h.\n');
    expect(api.asked.at(-1)).toMatchObject({ method: 'POST', body: { hours: 3 } });
  });

  it.each(['3', '0h', '25h', '1.5h', '30m'])('is not kept for %s', async (time) => {
    const { code, errors } = await computer.run(['keep', 'brave-otter', time]);

    expect([code, errors]).toEqual([2, `TIME is whole hours from 1h to 24h; “${time}” cannot be.\n`]);
    expect(api.asked.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('is stopped and started, and waited for', async () => {
    api.answers(`POST /instances/${sampleId}/stop`, [202, sampleMachine({ state: 'stopping' })]);
    expect((await computer.run(['stop', sampleId])).output).toBe('brave-otter is stopping.\n');

    const states = (...list: ('ready' | 'stopped' | 'starting')[]) => {
      api.answers(`GET /instances/${sampleId}`, ...list.map((state) => [200, sampleMachine({ state })] as const));
    };
    states('stopped', 'starting', 'ready');
    api.answers(`POST /instances/${sampleId}/start`, [202, sampleMachine({ state: 'starting' })]);
    expect(await computer.run(['start', sampleId, '--wait'])).toMatchObject({
      code: 0,
      output: 'brave-otter is ready.\n',
    });

    states('stopped', 'starting', 'stopped');
    expect((await computer.run(['start', sampleId, '--wait'])).code).toBe(1);
  });

  it('that is stopped is not asked to stop', async () => {
    api.answers(`GET /instances/${sampleId}`, [200, sampleMachine({ state: 'stopped' })]);

    expect(await computer.run(['stop', sampleId])).toMatchObject({ code: 0, output: 'brave-otter is stopped.\n' });
    expect(api.asked.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('is not asked twice for what may have been done, when the answer is lost', async () => {
    api.answers(`POST /instances/${sampleId}/stop`, 'lost');

    expect((await computer.run(['stop', sampleId])).code).toBe(6);

    expect(api.askedAt(`POST /instances/${sampleId}/stop`)).toHaveLength(1);
  });

  it('is deleted only when somebody says so', async () => {
    api.answers(`POST /instances/${sampleId}/terminate`, [202, sampleMachine({ state: 'terminating' })]);
    const asked = () => api.askedAt(`POST /instances/${sampleId}/terminate`).length;

    expect((await computer.run(['rm', sampleId])).code).toBe(2);
    expect((await computer.run(['rm', sampleId], { ask: () => Promise.resolve('no') })).code).toBe(1);
    expect(asked()).toBe(0);

    const said = await computer.run(['rm', sampleId], { ask: () => Promise.resolve(' Y') });
    expect(said).toMatchObject({ code: 0, output: 'brave-otter is being deleted.\n' });
    expect(asked()).toBe(1);
  });
});

it('blueprints are listed with their sizes, and the usual one is marked', async () => {
  api.answers('GET /blueprints', [200, { items: [sampleBlueprint] }]);

  const { output } = await computer.run(['blueprints']);

  expect(output).toContain('debian     Debian  small* $0.030/h, medium $0.050/h  1 min');
});

describe('logs', () => {
  const consoleOf = (...outputs: string[]) => {
    const answers = outputs.map((output) => [200, { output }] as const);
    api.answers(`GET /instances/${sampleId}/console`, ...answers);
  };
  /** Ends what follows after so many looks. */
  const looks = (count: number) => {
    const interruption = new AbortController();
    let left = count;
    const pause = () => {
      left -= 1;
      if (left === 0) interruption.abort(new Error('interrupted'));
      return Promise.resolve();
    };
    return { interrupted: interruption.signal, pause };
  };

  it('are printed once, without what commands the terminal', async () => {
    consoleOf('one\n\u001B[2Jtwo\n');

    expect(await computer.run(['logs', sampleId])).toMatchObject({ code: 0, output: 'one\ntwo\n' });
  });

  it('are followed: what is new is printed, though what is old falls out', async () => {
    consoleOf('one\ntwo\n', 'one\ntwo\n', 'two\nthree\n', 'other\n');

    const { code, output } = await computer.run(['logs', '-f', sampleId], looks(4));

    expect([code, output]).toEqual([130, 'one\ntwo\nthree\nother\n']);
  });
});
