import type { MadeAccessToken } from '@cloudapp/contracts/access-token';
import { Stack, Text, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { CopyLine } from '../../../components/copy-line.tsx';
import { Notice } from '../../../components/notice.tsx';
import { useReaderSystem, type ReaderSystem } from '../../../lib/reader-system.ts';

export interface TokenToTakeProps extends MadeAccessToken {
  /** An address of the API to try it at. */
  readonly tryAt: string;
  /** The secret was copied, alone or with how to use it. */
  readonly onTaken: () => void;
}

/** A secret that is shown this once, and how to use it. */
export function TokenToTake({ token, secret, tryAt, onTaken }: TokenToTakeProps) {
  const [system] = useReaderSystem();
  const place = useRef<HTMLDivElement>(null);
  // The button of the form had the focus, and is gone.
  useEffect(() => {
    place.current?.focus();
  }, []);
  const use = token.scopes.includes('read')
    ? { title: 'Try it', what: 'command', value: commandFor(secret, tryAt, system) }
    : { title: 'Send it with each request', what: 'header', value: headerFor(secret) };
  return (
    <Stack gap="md" onCopy={onTaken}>
      <Notice tone="warn" title="Shown only now" role="status">
        <Text size="sm">
          The token is kept nowhere: once you close this, nobody can see it again. Whoever has it acts for you, so keep
          it as you keep a password.
        </Text>
      </Notice>
      <Stack ref={place} tabIndex={-1} gap={6} role="group" aria-label="Token">
        <Title order={3}>Token</Title>
        <CopyLine value={secret} what="token" wrap onCopied={onTaken} />
      </Stack>
      <Stack gap={6} role="group" aria-label={use.title}>
        <Title order={3}>{use.title}</Title>
        <CopyLine value={use.value} what={use.what} wrap onCopied={onTaken} />
      </Stack>
    </Stack>
  );
}

function headerFor(secret: string): string {
  return `Authorization: Bearer ${secret}`;
}

function commandFor(secret: string, address: string, system: ReaderSystem): string {
  // Windows' PowerShell takes `curl` for a command of its own.
  const curl = system === 'windows' ? 'curl.exe' : 'curl';
  return `${curl} -H "${headerFor(secret)}" ${address}`;
}
