import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { CopyButton } from '../../../components/copy-button.tsx';
import { IconDownload, IconPrinter } from '../../../components/icons.ts';
import { Notice } from '../../../components/notice.tsx';
import { downloadText } from '../../../lib/download.ts';
import classes from './recovery-codes.module.css';

interface RecoveryCodesToTakeProps {
  readonly codes: readonly string[];
  /** They were copied, saved or printed. */
  readonly onTaken: () => void;
}

/** Recovery codes, which are shown this once. */
export function RecoveryCodesToTake({ codes, onTaken }: RecoveryCodesToTakeProps) {
  const place = useRef<HTMLDivElement>(null);
  // The button that asked for them had the focus, and is gone.
  useEffect(() => {
    place.current?.focus();
  }, []);
  const text = `${codes.join('\n')}\n`;
  return (
    <Stack gap="md" onCopy={onTaken}>
      <Notice tone="warn" title="Shown only now" role="status">
        <Text size="sm">
          When your device is lost or out of reach, a recovery code lets you in, in place of a code or a passkey. Each
          works once. Keep them where you find them then: in a password manager, or on paper.
        </Text>
      </Notice>
      <div ref={place} tabIndex={-1} role="group" aria-label="Recovery codes" className={classes['sheet']}>
        <p className={classes['heading']}>Recovery codes for CloudApp, {window.location.host}</p>
        <ol className={classes['codes']}>
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ol>
      </div>
      <Group gap="sm">
        <CopyButton value={text} what="all" withText onCopied={onTaken} />
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => {
            downloadText('cloudapp-recovery-codes.txt', text);
            onTaken();
          }}
        >
          Download
        </Button>
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => {
            window.print();
            onTaken();
          }}
        >
          Print
        </Button>
      </Group>
    </Stack>
  );
}
