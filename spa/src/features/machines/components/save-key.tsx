import { Button, Group, Stack, Text } from '@mantine/core';
import { CopyLine } from '../../../components/copy-line.tsx';
import { IconDownload, IconKey } from '../../../components/icons.ts';
import { Notice } from '../../../components/notice.tsx';

interface SaveKeyProps {
  readonly onSave: () => void;
}

/** Offers the private key that was made for this machine. */
export function SaveKey({ onSave }: SaveKeyProps) {
  return (
    <Notice tone="warn" title="Save your private key">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">
          It opens this machine. It exists only in this browser tab and can be downloaded once: it is gone when you
          close or reload the page.
        </Text>
        <Button leftSection={<IconDownload size={16} aria-hidden />} onClick={onSave}>
          Download private key
        </Button>
      </Stack>
    </Notice>
  );
}

export function KeySaved({ fileName }: { readonly fileName: string }) {
  const command = `mkdir -p ~/.ssh && mv ~/Downloads/${fileName} ~/.ssh/ && chmod 600 ~/.ssh/${fileName}`;
  return (
    <Notice tone="good" title="Private key downloaded">
      <Stack gap="sm">
        <Group gap={6}>
          <IconKey size={16} aria-hidden />
          <Text size="sm">Put the file where ssh looks for keys, readable by you alone:</Text>
        </Group>
        <CopyLine value={command} what="command to store the key" />
      </Stack>
    </Notice>
  );
}
