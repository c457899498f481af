import type { Instance, LoginDetails } from '@cloudapp/contracts/instance';
import { Group, Kbd, Stack, Text, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { CopyLine } from '../../../components/copy-line.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { notifyDone } from '../../../components/notify.tsx';
import { ListSkeleton } from '../../../components/page-skeleton.tsx';
import { Section } from '../../../components/section.tsx';
import { areShortcutsOn } from '../../../lib/shortcut-setting.ts';
import { rememberedKeyFile } from '../../../modules/machines/key-store.ts';
import { loginQuery } from '../api/machine-details.ts';
import { SecretList } from './secret-list.tsx';
import { sshCommand, sshConfigBlock } from './ssh-command.ts';
import { ToolList } from './tool-list.tsx';
import { TrustMachine } from './trust-machine.tsx';

interface LoginSectionProps {
  readonly machine: Instance;
  readonly isOwner: boolean;
}

/** Everything that its owner needs to get in. */
export function LoginSection({ machine, isOwner }: LoginSectionProps) {
  const { data: login, error, refetch } = useQuery({ ...loginQuery(machine), enabled: isOwner });
  if (!isOwner) {
    return <Section title="Log in" description={`Only ${machine.owner.name} can log in: the key is theirs.`} />;
  }
  return (
    <Section title="Log in" description={login?.firstSteps}>
      {login && <LoginView machineId={machine.id} login={login} />}
      {!login && error && (
        <ErrorNotice error={error} title="The login details could not be loaded" onRetry={() => void refetch()} />
      )}
      {!login && !error && <ListSkeleton rows={3} height={44} />}
    </Section>
  );
}

interface LoginViewProps {
  readonly machineId: string;
  readonly login: LoginDetails;
}

function LoginView({ machineId, login }: LoginViewProps) {
  const keyFile = rememberedKeyFile(machineId);
  const command = sshCommand(login.command, keyFile);
  useHotkeys(
    areShortcutsOn()
      ? [
          [
            'c',
            () => {
              void navigator.clipboard.writeText(command).then(() => {
                notifyDone('ssh command copied');
              });
            },
          ],
        ]
      : [],
  );
  return (
    <Stack gap="lg">
      <Part
        title="In a terminal"
        hint={
          areShortcutsOn() && (
            <Text size="xs" c="dimmed" visibleFrom="sm">
              <Kbd>c</Kbd> copies the command
            </Text>
          )
        }
        text={
          keyFile === undefined
            ? 'Uses the key you gave at the launch. If it is not in its usual place, add “-i” and the path of your key.'
            : `Uses the key file ${keyFile}, which you downloaded at the launch.`
        }
      >
        <CopyLine value={command} what="ssh command" />
      </Part>
      <TrustMachine login={login} />
      {login.tools.length > 0 && <ToolList machineId={machineId} login={login} keyFile={keyFile} />}
      <SecretList machineId={machineId} login={login} />
      <Part title="In ~/.ssh/config" text="Lets editors and other programs find the machine by its name.">
        <CopyLine value={sshConfigBlock(login, keyFile)} what="ssh config" />
      </Part>
    </Stack>
  );
}

interface PartProps {
  readonly title: string;
  readonly text: ReactNode;
  /** Stands at the end of the title's line. */
  readonly hint?: ReactNode;
  readonly children: ReactNode;
}

function Part({ title, text, hint, children }: PartProps) {
  return (
    <Stack gap={6}>
      <Group justify="space-between" gap="xs">
        <Title order={3}>{title}</Title>
        {hint}
      </Group>
      <Text size="sm" c="dimmed">
        {text}
      </Text>
      {children}
    </Stack>
  );
}
