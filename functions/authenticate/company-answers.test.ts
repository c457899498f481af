import { openProviderSecrets } from '@cloudapp/accounts/testing/provider-secrets';
import { changeIdentityProviders } from '@cloudapp/accounts/application/setting-changes';
import { neverProven } from '@cloudapp/accounts/domain/fresh-proof';
import { providerFaults, type ProviderFault } from '@cloudapp/accounts/testing/provider-faults';
import type { CompanyAnswer } from '@cloudapp/contracts/sign-in';
import { newId } from '@cloudapp/data/ids';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  ada,
  closeAll,
  everybody,
  failures,
  givenCompany,
  reasonOf,
  sessionsOf,
  start,
} from './testing/start-company.ts';

afterEach(async () => {
  vi.useRealTimers();
  await closeAll();
});

describe('an answer', () => {
  it('is good once, and its ticket with it', async () => {
    const { begin, ask, company } = await start();
    const { ticket, authorizeAt } = await begin();
    const answer = await company.server.signIn(authorizeAt, ada);

    const results = await Promise.all([1, 2, 3].map(() => ask({ ticket, company: answer })));

    expect(results.map(reasonOf).sort()).toEqual(['signed in', 'ticket-ended', 'ticket-ended']);
    expect(reasonOf(await ask({ ticket, company: answer }))).toBe('ticket-ended');
  });

  it('is nobody’s with the ticket of another browser: who was sent here by somebody else is not signed in as them', async () => {
    const { begin, ask, company } = await start();
    const [mine, theirs] = [await begin(), await begin()];
    const answer = await company.server.signIn(theirs.authorizeAt, ada);

    expect(reasonOf(await ask({ ticket: mine.ticket, company: answer }))).toBe('company-refused');
  });

  it.each([
    ['a state that is wrong', ({ state, ...rest }: CompanyAnswer) => ({ ...rest, state: `${state}x` })],
    ['no code', (answer: CompanyAnswer) => ({ state: answer.state, issuer: answer.issuer })],
    ['another code', (answer: CompanyAnswer) => ({ ...answer, code: 'x'.repeat(32) })],
  ])('with %s is refused, and recorded', async (_, spoil) => {
    const { begin, ask, company, to } = await start();
    const { ticket, authorizeAt } = await begin();
    const answer = await company.server.signIn(authorizeAt, ada);

    expect(reasonOf(await ask({ ticket, company: spoil(answer) }))).toBe('company-refused');
    expect(await failures(to)).toMatchObject([{ detail: expect.stringContaining('With Acme: ') as string }]);
    expect(await everybody(to)).toEqual([]);
  });

  it('of one company is not taken for that of another', async () => {
    const { begin, ask, company, to } = await start();
    const other = await givenCompany(to, { name: 'Other' });
    const { ticket } = await begin();
    const atOther = await begin(undefined, other);
    const answer = await other.server.signIn(atOther.authorizeAt, ada);

    expect(reasonOf(await ask({ ticket, company: answer }))).toBe('company-refused');
    expect(company.server.requests).not.toContain('POST /token');
  });

  it('is not taken of a company that is off or was removed meanwhile, which is recorded', async () => {
    const { begin, ask, company, to } = await start();
    const come = async () => {
      const { ticket, authorizeAt } = await begin();
      const answer = await company.server.signIn(authorizeAt, ada);
      return () => ask({ ticket, company: answer });
    };
    const [first, second] = [await come(), await come()];

    await company.change({ isEnabled: false });
    expect(reasonOf(await first())).toBe('company-unavailable');
    const entry = { event: { action: 'identity-provider-removed' as const }, at: new Date() };
    await changeIdentityProviders(to, await to.settings.identityProviders(), [], entry);
    expect(reasonOf(await second())).toBe('company-unavailable');
    expect((await failures(to)).map(({ detail }) => detail)).toEqual([
      'With a company: it is off or was removed',
      'With Acme: it is off or was removed',
    ]);
    expect(await everybody(to)).toEqual([]);
  });

  it('is not asked for of a company that is off or unknown', async () => {
    const { ask, company } = await start({ isEnabled: false });

    expect(reasonOf(await ask({ begin: 'company', provider: company.id }))).toBe('company-unavailable');
    expect(reasonOf(await ask({ begin: 'company', provider: newId('idp', new Date()) }))).toBe('company-unavailable');
  });

  it('is not asked for of an issuer that only a URL’s normal form makes the same', async () => {
    const { ask, company } = await start();
    await company.change({ issuer: `${company.server.issuer}/` });

    expect(reasonOf(await ask({ begin: 'company', provider: company.id }))).toBe('company-refused');
  });

  it('is not asked for by plain HTTP where our own pages come safely', async () => {
    const { askSecurely, company } = await start();

    expect(reasonOf(await askSecurely({ begin: 'company', provider: company.id }))).toBe('company-refused');
    expect(company.server.requests).toEqual([]);
  });

  it('is not asked for of a company that fails before its page, which is recorded once a minute, of each', async () => {
    const { signIn, company, to } = await start();
    const other = await givenCompany(to, { name: 'Other' });
    for (const { server } of [company, other]) await server.close();
    const first = new Date();
    const beginAt = (seconds: number, { id }: { id: string } = company) =>
      signIn('', '', new Date(first.getTime() + seconds * 1000), { credentials: { begin: 'company', provider: id } });
    const details = async () => (await failures(to)).map(({ detail }) => detail).sort();

    for (const seconds of [0, 1, 59]) expect(reasonOf(await beginAt(seconds))).toBe('company-unavailable');
    expect(await details()).toEqual(['With Acme, before its page: it cannot be reached']);
    await beginAt(2, other);
    expect(await details()).toHaveLength(2);
    await beginAt(61);
    expect(await details()).toHaveLength(3);
  });

  it('of a company whose secret is wrong is refused', async () => {
    const { come, company } = await start();
    await company.change({ secretName: await openProviderSecrets.keep(company.id, 'wrong') });

    expect(reasonOf(await come(ada))).toBe('company-refused');
  });

  it('is refused unread after too many from one network, so that nobody can fill the log', async () => {
    const { begin, ask, to } = await start();
    const reasons = [];
    for (let n = 0; n <= 50; n += 1) {
      const { ticket } = await begin();
      reasons.push(reasonOf(await ask({ ticket, company: { state: 'wrong' } })));
    }

    expect(reasons.slice(0, 50).every((reason) => reason === 'company-refused')).toBe(true);
    expect(reasons[50]).toBe('too-many-attempts');
    expect((await to.audit.listOf('by-action', 'sign-in-locked', { limit: 5 })).items).toHaveLength(1);
  });

  it.each([
    ['long before that', -3600, 'company-denied'],
    ['after that', 1, 'signed in'],
  ])(
    'to the wish to prove it again, of somebody whom the company had prove who they are %s',
    async (_, ago, reason) => {
      const { begin, ask, company } = await start();
      const { ticket, authorizeAt } = await begin(true);
      expect(new URL(authorizeAt).searchParams.get('prompt')).toBe('login');
      const answer = await company.server.signIn(authorizeAt, {
        ...ada,
        auth_time: Math.floor(Date.now() / 1000) + ago,
      });

      expect(reasonOf(await ask({ ticket, company: answer }))).toBe(reason);
    },
  );

  it.each([
    ['an hour ago', false, -3600, -3600],
    ['in an hour, by its own clock', false, 3600, 0],
    ['again, at a time that it does not tell', true, undefined, 0],
  ])('of somebody whom it had prove who they are %s, proves no more than that', async (_, again, ago, proven) => {
    const { begin, ask, company, to } = await start();
    const { ticket, authorizeAt } = await begin(again);
    const auth_time = ago === undefined ? undefined : Math.floor(Date.now() / 1000) + ago;
    await ask({ ticket, company: await company.server.signIn(authorizeAt, { ...ada, auth_time }) });

    const [session] = await sessionsOf(to);
    const provenAgo = (Date.parse(session?.provenAt ?? '') - Date.parse(session?.createdAt ?? '')) / 1000;
    expect(Math.abs(provenAgo - proven)).toBeLessThan(60);
  });

  it('is a sign-in and no fresh proof of somebody whom it does not say when it had prove who they are', async () => {
    const { come, to } = await start();

    expect(reasonOf(await come({ ...ada, auth_time: undefined }))).toBe('signed in');
    expect(await sessionsOf(to)).toMatchObject([{ provenAt: neverProven }]);
  });

  it('by new keys of the company is taken once those that are known are old', async () => {
    const { come, company } = await start();
    await come(ada);
    await company.server.rotateKeys();

    expect(reasonOf(await come(ada))).toBe('company-refused');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 120_000 });
    expect(reasonOf(await come(ada))).toBe('signed in');
  });
});

describe('a company that misbehaves signs nobody in', () => {
  const faults = Object.entries(providerFaults) as [ProviderFault, (typeof providerFaults)[ProviderFault]][];

  it.each(faults)('%s', async (fault, { shows, refusal }) => {
    const { come, ask, company, to } = await start({}, { fault });
    const result = shows === 'at begin' ? await ask({ begin: 'company', provider: company.id }) : await come(ada);

    expect(reasonOf(result)).toBe(`company-${refusal}`);
    expect(await everybody(to)).toEqual([]);
    const areSaid = (await failures(to)).map(({ detail = '' }) =>
      /^With Acme(, before its page)?: [^{}<>]+$/.test(detail),
    );
    expect(areSaid).toEqual([true]);
  });
});
