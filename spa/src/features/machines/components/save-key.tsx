import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { CopyLine } from '../../../components/copy-line.tsx';
import { IconDownload, IconKey } from '../../../components/icons.ts';
import { Notice } from '../../../components/notice.tsx';
import { downloadText } from '../../../lib/download.ts';
import { forgetKey, usePendingKey } from '../../../modules/machines/key-store.ts';

/** Offers the private key that was made for this machine, until it is saved. */
export function SaveKey({ machineId }: { readonly machineId: string }) {
  const key = usePendingKey(machineId);
  const [savedAs, setSavedAs] = useState<string>();
  if (savedAs !== undefined) return <KeySaved fileName={savedAs} />;
  if (!key) return null;
  const save = () => {
    downloadText(key.fileName, key.privateKey);
    forgetKey(machineId);
    setSavedAs(key.fileName);
  };
  return (
    <Notice tone="warn" title="Save your private key">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">
          It opens this machine. It exists only in this browser tab and can be downloaded once: it is gone when you
          close or reload the page.
        </Text>
        <Button leftSection={<IconDownload size={16} aria-hidden />} onClick={save}>
          Download private key
        </Button>
      </Stack>
    </Notice>
  );
}

function KeySaved({ fileName }: { readonly fileName: string }) {
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
