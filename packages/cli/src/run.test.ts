import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exitCodes } from './exit-codes.ts';
import { sampleId, sampleMachine } from './testing/samples.ts';
import { startTestApi, type TestApi } from './testing/test-api.ts';
import { openTestComputer, signedInAt, type TestComputer } from './testing/test-computer.ts';

let api: TestApi;
let computer: TestComputer;

beforeEach(async () => {
  api = await startTestApi();
  computer = await openTestComputer();
});
afterEach(async () => {
  api.stop();
  await computer.remove();
});

const as = () => signedInAt(api.url);

describe('wrong use', () => {
  it.each<[string[], RegExp]>([
    [['lunch'], /^There is no command “lunch”: cloudapp --help lists them\.$/],
    [['show'], /^MACHINE is missing: cloudapp show --help$/],
    [['show', 'a', 'b'], /^“b” is too much/],
    [['show', 'a', '--', 'b'], /^Nothing can stand behind “--”/],
    [['ls', '--wide'], /^Unknown option '--wide'\.$/],
    [['launch', 'debian', '--size'], /^Option '--size SIZE|^Option '--size/],
    [['completion', 'tcsh'], /^SHELL is one of bash, zsh, fish\.$/],
  ])('%j is told in one sentence', async (line, sentence) => {
    const { code, output, errors } = await computer.run(line);

    expect([code, output]).toEqual([2, '']);
    expect(errors.trimEnd()).toMatch(sentence);
    expect(errors.trimEnd()).not.toContain('\n');
  });

  it('of nothing at all lists the commands', async () => {
    const [nothing, help] = [await computer.run([]), await computer.run(['--help'])];

    expect([nothing.code, help.code]).toEqual([2, 0]);
    expect(help.output).toBe(nothing.output);
    expect(help.output).toMatch(/^ {2}launch +Launch a machine$/m);
  });

  it('is not what asks for the release', async () => {
    const said = await computer.run(['--version']);

    expect([said.code, said.output]).toEqual([0, expect.stringMatching(/^cloudapp \d+\.\d+\.\d+\n$/)]);
    expect(await computer.run(['version'])).toEqual(said);
    expect(JSON.parse((await computer.run(['--version', '--json'])).output)).toEqual({
      version: said.output.slice('cloudapp '.length).trim(),
    });
  });

  it('is not what asks for help with a command', async () => {
    const { code, output } = await computer.run(['launch', '--help']);

    expect(code).toBe(0);
    expect(output).toMatch(/^Usage: cloudapp launch BLUEPRINT \[options\]\n/);
    expect(output).toMatch(/^ {2}--size SIZE +One of the sizes/m);
  });
});

describe('what goes wrong', () => {
  const show = ['show', sampleId];
  const at = `GET /instances/${sampleId}`;

  it.each([
    ['session-required', 3],
    ['not-found', 4],
    ['administrator-required', 5],
    ['too-many-requests', 5],
    ['internal-error', 1],
    ['service-unavailable', 6],
  ] as const)('%s ends with %i', async (problem, code) => {
    api.answers(at, problem);

    expect((await computer.run(show, as())).code).toBe(code);
  });

  it('is told to programs as JSON, too', async () => {
    api.answers(at, 'not-found');

    const { output, errors } = await computer.run([...show, '--json'], as());

    expect(output).toBe('');
    expect(JSON.parse(errors)).toEqual({ error: { message: 'Not found.', exitCode: 4, code: 'not-found' } });
  });

  it('says where nobody is signed in', async () => {
    expect(await computer.run(show)).toMatchObject({
      code: exitCodes.signedOut.code,
      errors: 'You are not signed in: cloudapp login https://…\n',
    });
  });

  it('says that nothing answers', async () => {
    const gone = await startTestApi();
    gone.stop();

    const nowhere = await computer.run(show, signedInAt(gone.url));

    expect(nowhere.code).toBe(6);
    expect(nowhere.errors).toMatch(/^http:\/\/127\.0\.0\.1:\d+ cannot be reached \(.*ECONNREFUSED.*\)\.\n$/);
    expect(computer.pauses).toEqual([500, 1500, 4000]);
  });

  it('ends a request that is never answered, each time it is made', async () => {
    const deadlines: number[] = [];
    const deadline = (milliseconds: number) => {
      deadlines.push(milliseconds);
      return AbortSignal.abort(new Error('too late'));
    };

    expect((await computer.run(show, { ...as(), deadline })).code).toBe(6);

    expect(deadlines).toEqual([10_000, 10_000, 10_000, 10_000]);
  });

  it('asks again when it was told to, and no longer than that is sensible', async () => {
    api.answers(at, [503, {}, { 'Retry-After': '3' }], [200, sampleMachine()]);
    expect((await computer.run(show, as())).code).toBe(0);
    expect(computer.pauses).toEqual([3000]);

    api.answers(at, [429, {}, { 'Retry-After': '600' }]);
    expect((await computer.run(show, as())).code).toBe(5);
    expect(computer.pauses).toEqual([3000]);
  });

  it('takes no answer that is not as its contract says', async () => {
    for (const answer of [{ id: 1 }, 'page']) {
      api.answers(at, [200, answer]);

      expect(await computer.run(show, as())).toMatchObject({
        code: 1,
        errors: expect.stringContaining('cannot read') as string,
      });
    }
  });

  it('says so where something else than CloudApp answers', async () => {
    api.answers(at, [418, { title: 'teapot' }]);

    expect((await computer.run(show, as())).errors).toContain('answered with status 418');
  });

  it('sends the token nowhere else', async () => {
    const other = await startTestApi();
    api.answers(at, [302, undefined, { Location: `${other.url}/api/instances/${sampleId}` }]);

    expect((await computer.run(show, as())).code).toBe(6);

    expect(other.asked).toEqual([]);
    other.stop();
  });

  it('lets no sentence of the API command the terminal', async () => {
    const problem = { type: 'x', title: 'No\u001B[2J\n', status: 409, code: 'state-conflict', detail: '\u009B31mred' };
    api.answers(at, [409, problem]);

    expect((await computer.run(show, as())).errors).toBe('No : red.\n');
  });
});

describe('on a terminal', () => {
  it('progress is one line that goes away', async () => {
    let written = '';
    const errors = { isTerminal: true, write: (text: string) => void (written += text) };
    const at = `GET /instances/${sampleId}`;
    api.answers(`POST /instances/${sampleId}/start`, [202, sampleMachine({ state: 'starting' })]);
    api.answers(
      at,
      ...(['stopped', 'starting', 'ready'] as const).map(
        (state) => [200, sampleMachine({ state, steps: [] })] as const,
      ),
    );

    await computer.run(['start', sampleId, '--wait'], { ...as(), errors });

    expect(written).toBe('\r\u001B[Kstarting …\r\u001B[K');
  });
});
