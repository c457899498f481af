import { execFileSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { otherId, sampleDetails, sampleId, sampleMachine } from '../testing/samples.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';
import { openTestComputer, signedInAt, type TestComputer } from '../testing/test-computer.ts';
import { ensureOwnKey, makeKey } from './own-key.ts';

let api: TestApi;
let computer: TestComputer;

beforeEach(async () => {
  api = await startTestApi();
  computer = await openTestComputer(signedInAt(api.url));
  api.answers(`GET /instances/${sampleId}`, [200, sampleMachine()]);
  api.answers(`GET /instances/${sampleId}/login`, [200, sampleDetails()]);
});
afterEach(async () => {
  api.stop();
  await computer.remove();
});

const ownKey = () => ensureOwnKey({ home: computer.home, computer: 'desk' } as Parameters<typeof ensureOwnKey>[0]);
const sshArgs = () => computer.programs[0]?.slice(1) ?? [];
/** What the real ssh makes of arguments and files, without connecting. */
const settingsOf = (args: readonly string[]) => execFileSync('ssh', ['-G', ...args], { encoding: 'utf8' }).split('\n');

describe('the own key', () => {
  it('is one that OpenSSH reads, whatever its comment is as long as', async () => {
    for (const comment of ['a', 'ab', 'abc', 'abcd', 'abcde', 'abcdef', 'abcdefg', 'abcdefgh']) {
      const { privateFile, line } = makeKey(comment);
      const file = join(computer.home, 'key');
      await writeFile(file, privateFile, { mode: 0o600 });

      expect(execFileSync('ssh-keygen', ['-y', '-f', file], { encoding: 'utf8' }).trim()).toBe(line);
    }
  });

  it('is made once', async () => {
    const [first, second] = [await ownKey(), await ownKey()];

    expect(second).toEqual(first);
    expect(first.id).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is not written over where its public half is missing', async () => {
    await mkdir(join(computer.home, '.ssh'));
    await writeFile(join(computer.home, '.ssh/cloudapp_ed25519'), 'mine');

    await expect(ownKey()).rejects.toThrow('but not its public half');
    expect(await computer.read('.ssh/cloudapp_ed25519')).toBe('mine');
  });
});

describe('ssh', () => {
  it('is run with the machine’s own host keys and ends as the command there does', async () => {
    const run = (_: string, args: readonly string[]) => {
      computer.programs.push(['ssh', ...args]);
      return Promise.resolve(7);
    };

    const { code } = await computer.run(['ssh', sampleId, '--', 'ls', '-l', '$HOME'], { run });

    expect(code).toBe(7);
    expect(sshArgs().slice(-5)).toEqual(['--', 'brave-otter-1111', 'ls', '-l', '$HOME']);
    expect(await computer.read('.ssh/cloudapp_known_hosts')).toBe(`${sampleDetails().knownHosts}\n`);
    expect(settingsOf(sshArgs().slice(0, -4).concat('brave-otter-1111'))).toEqual(
      expect.arrayContaining([
        ...['hostname 192.0.2.7', 'user admin', `hostkeyalias ${sampleId}`, 'stricthostkeychecking true'],
        `userknownhostsfile ${join(computer.home, '.ssh/cloudapp_known_hosts')}`,
      ]),
    );
  });

  it('takes the own key where that opens the machine, and else leaves it to ssh', async () => {
    const { id, file } = await ownKey();
    await computer.run(['ssh', sampleId]);
    api.answers(`GET /instances/${sampleId}`, [200, sampleMachine({ sshKey: { id, canBeReplaced: true } })]);
    await computer.run(['ssh', sampleId]);

    const [without = [], withKey = []] = computer.programs;
    expect(without.join(' ')).not.toContain('IdentityFile');
    expect(withKey).toContain(`IdentityFile="${file}"`);
  });

  it('keeps a Host block for each machine, in a file that the person’s own includes first', async () => {
    await mkdir(join(computer.home, '.ssh'));
    await writeFile(join(computer.home, 'dotfiles'), 'Host other\n  User me\n');
    await symlink(join(computer.home, 'dotfiles'), join(computer.home, '.ssh/config'));
    const other = sampleMachine({ id: otherId });
    api.answers(`GET /instances/${otherId}`, [200, other]);
    const knownHosts = sampleDetails().knownHosts.replace(sampleId, otherId);
    api.answers(`GET /instances/${otherId}/login`, [200, sampleDetails({ sshHost: 'calm-newt-2222', knownHosts })]);

    await computer.run(['ssh', sampleId]);
    await computer.run(['ssh', otherId]);
    api.answers(`GET /instances/${sampleId}/login`, [200, sampleDetails({ address: '192.0.2.9' })]);
    await computer.run(['ssh', sampleId]);

    expect(await computer.read('dotfiles')).toBe('Include cloudapp_config\n\nHost other\n  User me\n');
    const config = await computer.read('.ssh/cloudapp_config');
    expect(config.match(/^Host .*|HostName .*/gm)).toEqual([
      ...['Host calm-newt-2222', 'HostName 192.0.2.7', 'Host brave-otter-1111', 'HostName 192.0.2.9'],
    ]);
    const file = join(computer.home, '.ssh/cloudapp_config');
    expect(settingsOf(['-F', file, 'calm-newt-2222'])).toContain(`hostkeyalias ${otherId}`);
    expect((await computer.read('.ssh/cloudapp_known_hosts')).trim().split('\n')).toHaveLength(2);
  });

  it('forgets a machine that was deleted', async () => {
    await computer.run(['ssh', sampleId]);
    api.answers(`POST /instances/${sampleId}/terminate`, [202, sampleMachine({ state: 'terminating' })]);

    await computer.run(['rm', '-y', sampleId]);

    expect(await computer.read('.ssh/cloudapp_config')).not.toContain('Host ');
    expect(await computer.read('.ssh/cloudapp_known_hosts')).not.toContain(sampleId);
  });

  it.each([
    ['an address that is an option', { address: '-oProxyCommand=id' }],
    ['a name with a line of its own', { sshHost: 'a\n  ProxyCommand id' }],
    ['a name that is an option', { sshHost: '-oProxyCommand=id' }],
    ['a user with a blank', { userName: 'admin ProxyCommand' }],
    ['host keys of another machine', { knownHosts: `github.com ssh-ed25519 ${'A'.repeat(68)}` }],
    ['a certificate authority for all machines', { knownHosts: `@cert-authority * ssh-ed25519 ${'A'.repeat(68)}` }],
    ['no host keys', { knownHosts: '' }],
  ])('is not given %s', async (_, changes) => {
    api.answers(`GET /instances/${sampleId}/login`, [200, sampleDetails(changes)]);

    expect(await computer.run(['ssh', sampleId])).toMatchObject({
      code: 1,
      errors: 'The login details of this machine are not what ssh can be given.\n',
    });
    expect(computer.programs).toEqual([]);
    await expect(computer.read('.ssh/cloudapp_config')).rejects.toThrow('ENOENT');
  });

  it('that is missing is said to be', async () => {
    const ended = await computer.run(['ssh', sampleId], { run: () => Promise.resolve(undefined) });

    expect(ended).toMatchObject({ code: 1, errors: 'There is no ssh on this computer: install OpenSSH.\n' });
  });
});

describe('tunnel', () => {
  it('brings the one tool there is to the port that it says', async () => {
    const { output, errors } = await computer.run(['tunnel', sampleId, '--port', '9000']);

    expect(output).toBe('JupyterLab: http://localhost:9000/lab?token={secret}\n');
    expect(errors).toContain(`/machines/${sampleId} alone`);
    expect(sshArgs().slice(-4)).toEqual(['-L', '9000:10.0.0.7:8888', '--', 'brave-otter-1111']);
  });

  it('says which tools there are', async () => {
    expect(await computer.run(['tunnel', sampleId, 'Other'])).toMatchObject({
      code: 4,
      errors: 'The tools of this machine are: JupyterLab.\n',
    });
  });

  it('goes to no address that ssh could take for something else', async () => {
    const [tool] = sampleDetails().tools;
    const forward = { localPort: 8888, host: '10.0.0.7:22 -oProxyCommand=id', port: 8888 };
    api.answers(`GET /instances/${sampleId}/login`, [
      200,
      sampleDetails({ tools: tool ? [{ ...tool, forward }] : [] }),
    ]);

    expect((await computer.run(['tunnel', sampleId])).code).toBe(1);
    expect(computer.programs).toEqual([]);
  });
});
