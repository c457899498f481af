import { Button, Group, Stack, Text } from '@mantine/core';
import { CopyLine } from '../../../components/copy-line.tsx';
import { IconCheck, IconDownload } from '../../../components/icons.ts';
import { Notice } from '../../../components/notice.tsx';
import type { ReaderSystem } from '../../../lib/reader-system.ts';
import { storeKeyCommand } from './ssh-command.ts';
import { SystemSwitch } from './system-switch.tsx';

interface SaveKeyProps {
  readonly fileName: string;
  readonly isDownloaded: boolean;
  readonly system: ReaderSystem;
  readonly onSystem: (system: ReaderSystem) => void;
  readonly onDownload: () => void;
  /** The person has the file. */
  readonly onKept: () => void;
}

/**
 * Offers the private key that was made for this machine. A page is not told whether a download was cancelled, so the key stays until
 * the person says that it arrived.
 */
export function SaveKey({ fileName, isDownloaded, system, onSystem, onDownload, onKept }: SaveKeyProps) {
  return (
    <Notice tone="warn" title={isDownloaded ? 'Did your private key arrive?' : 'Save your private key'}>
      <Stack gap="sm">
        <Text size="sm">
          {isDownloaded
            ? `Look for the file ${fileName} in your downloads. ${system === 'phone' ? 'Import it into your ssh app, then delete the download.' : 'Put it where ssh looks for keys, readable by you alone:'}`
            : 'It opens this machine, and this browser tab alone has it. It outlasts a reload; closing the tab or signing out loses it.'}
        </Text>
        {isDownloaded && (
          <>
            <Group>
              <SystemSwitch what="Command to store the key" system={system} onSystem={onSystem} />
            </Group>
            {system !== 'phone' && (
              <CopyLine value={storeKeyCommand(fileName, system)} what="command to store the key" wrap />
            )}
          </>
        )}
        <Group gap="sm">
          <Button
            variant={isDownloaded ? 'default' : 'filled'}
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={onDownload}
          >
            {isDownloaded ? 'Download it again' : 'Download private key'}
          </Button>
          {isDownloaded && (
            <Button leftSection={<IconCheck size={16} aria-hidden />} onClick={onKept}>
              I have the key
            </Button>
          )}
        </Group>
      </Stack>
    </Notice>
  );
}
