import type { AccessToken } from '@cloudapp/contracts/access-token';
import { Anchor, Button, Code } from '@mantine/core';
import { useState } from 'react';
import { lazyDialog } from '../../../components/lazy-dialog.tsx';
import { Section } from '../../../components/section.tsx';
import { commandLinePath } from '../../../lib/paths.ts';
import { EndableTokens } from '../../../modules/access-tokens/endable-tokens.tsx';

const NewToken = lazyDialog(async () => (await import('./new-token.tsx')).NewToken);

export function OwnTokens({ tokens }: { readonly tokens: readonly AccessToken[] }) {
  const [opened, setOpened] = useState(false);
  return (
    <Section
      title="Tokens"
      description={
        <>
          Tokens let programs act for you. They end with your sessions: when you change your password, or an
          administrator signs you out. The{' '}
          <Anchor href={commandLinePath} download inherit underline="always">
            command line
          </Anchor>{' '}
          gets its own by <Code>node cloudapp.mjs login</Code>.
        </>
      }
      actions={
        <Button
          variant="default"
          size="xs"
          flex="none"
          onClick={() => {
            setOpened(true);
          }}
        >
          New token
        </Button>
      }
    >
      <EndableTokens tokens={tokens} none="None yet. Make one for the first program that is to act for you." />
      <NewToken
        opened={opened}
        onClose={() => {
          setOpened(false);
        }}
      />
    </Section>
  );
}
