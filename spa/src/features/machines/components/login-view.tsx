import type { LoginDetails } from '@cloudapp/contracts/instance';
import { Group, Kbd, Stack, Text } from '@mantine/core';
import { CopyLine } from '../../../components/copy-line.tsx';
import { notifyDone } from '../../../components/notify.tsx';
import type { ReaderSystem } from '../../../lib/reader-system.ts';
import { areShortcutsOn } from '../../../lib/shortcut-setting.ts';
import { useLetterKey } from '../../../lib/use-letter-key.ts';
import { LoginPart } from './login-part.tsx';
import { OpenInPrograms } from './open-in-programs.tsx';
import { PhoneLogin } from './phone-login.tsx';
import { SecretList } from './secret-list.tsx';
import type { Secret } from './secret-value.tsx';
import { sshCommand } from './ssh-command.ts';
import { SystemSwitch } from './system-switch.tsx';
import { ToolList } from './tool-list.tsx';
import { TrustMachine } from './trust-machine.tsx';

interface LoginViewProps {
  readonly login: LoginDetails;
  /** The file that holds the key, of one that a page made. */
  readonly keyFile: string | undefined;
  /** Whether somebody has the key, as far as is known. */
  readonly isKeySaved: boolean;
  readonly secrets: readonly Secret[];
  readonly system: ReaderSystem;
  readonly onSystem: (system: ReaderSystem) => void;
  /** Another machine had this address before. */
  readonly isAddressReused: boolean;
}

function aboutKey(keyFile: string | undefined, isSaved: boolean): string {
  if (keyFile === undefined) {
    return 'Uses the key that you gave. If it is not in its usual place, add “-i” and the path of your key.';
  }
  return isSaved
    ? `Uses the key file ${keyFile}, which your browser made.`
    : `Uses the key file ${keyFile}, which was not saved so far.`;
}

export function LoginView(props: LoginViewProps) {
  const { login, keyFile, isKeySaved, secrets, system, onSystem, isAddressReused } = props;
  const command = sshCommand(login.command, keyFile, system === 'phone' ? 'unix' : system);
  useLetterKey('c', () => {
    if (!areShortcutsOn()) return;
    void navigator.clipboard.writeText(command).then(() => {
      notifyDone('ssh command copied');
    });
  });
  return (
    <Stack gap="lg">
      <Group>
        <SystemSwitch what="Commands to log in" system={system} onSystem={onSystem} />
      </Group>
      {system === 'phone' ? (
        <PhoneLogin login={login} keyFile={keyFile} isKeySaved={isKeySaved} />
      ) : (
        <LoginPart
          title={system === 'windows' ? 'In PowerShell' : 'In a terminal'}
          hint={
            areShortcutsOn() && (
              <Text size="xs" c="dimmed" visibleFrom="sm">
                <Kbd>c</Kbd> copies the command
              </Text>
            )
          }
          text={aboutKey(keyFile, isKeySaved)}
        >
          <CopyLine value={command} what="ssh command" />
        </LoginPart>
      )}
      <TrustMachine login={login} system={system} isAddressReused={isAddressReused} />
      {login.tools.length > 0 && <ToolList tools={login.tools} secrets={secrets} keyFile={keyFile} system={system} />}
      <SecretList secrets={secrets} tools={login.tools} />
      {system !== 'phone' && <OpenInPrograms login={login} keyFile={keyFile} system={system} />}
    </Stack>
  );
}
