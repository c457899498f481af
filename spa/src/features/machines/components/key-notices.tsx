import type { InstanceState } from '@cloudapp/contracts/instance-lifecycle';
import { Button, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconKey } from '../../../components/icons.ts';
import { Notice } from '../../../components/notice.tsx';

interface KeyLostProps {
  readonly fileName: string;
  /** Absent where the machine cannot be given another one. */
  readonly onReplace: (() => void) | undefined;
  readonly isPending: boolean;
  /** The person has the file all the same. */
  readonly onKept: () => void;
}

/** The private key of a machine is in no file, as far as anybody has said, and not in this tab. */
export function KeyLost({ fileName, onReplace, isPending, onKept }: KeyLostProps) {
  return (
    <Notice tone="warn" title="The private key of this machine was not saved">
      <Stack gap="sm">
        <Text size="sm">
          A browser tab made it, and it is not in this one. If that tab is still open, save it there. Otherwise it is
          lost, unless you have the file {fileName}.{' '}
          {onReplace !== undefined && 'The machine itself has lost nothing: give it another key.'}
        </Text>
        <Group gap="sm">
          {onReplace !== undefined && (
            <Button leftSection={<IconKey size={16} aria-hidden />} onClick={onReplace}>
              Use another key
            </Button>
          )}
          <Button
            variant="default"
            leftSection={<IconCheck size={16} aria-hidden />}
            loading={isPending}
            onClick={onKept}
          >
            I have the file
          </Button>
        </Group>
      </Stack>
    </Notice>
  );
}

const whenTaken: Partial<Record<InstanceState, string>> = {
  ready:
    'It asks about once a minute; until it has taken the new key, the one before opens it. If that lasts longer than five minutes, reboot it.',
  stopped: 'It takes the new key when it is started again.',
  stopping: 'It takes the new key when it is started again.',
};

/** Another key was chosen, and the machine does not let it in yet. */
export function KeyWaiting({ state }: { readonly state: InstanceState }) {
  return (
    <Notice tone="busy" title="Waiting for the machine to take the new key" role="status">
      <Text size="sm">
        {whenTaken[state] ?? 'It asks as soon as it runs; until it has taken the new key, the one before opens it.'}
      </Text>
    </Notice>
  );
}
