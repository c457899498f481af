import type { AccessToken } from '@cloudapp/contracts/access-token';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { lazyDialog } from '../../../components/lazy-dialog.tsx';
import { Section } from '../../../components/section.tsx';
import { EndableTokens } from '../../../modules/access-tokens/endable-tokens.tsx';

const NewToken = lazyDialog(async () => (await import('./new-token.tsx')).NewToken);

export function OwnTokens({ tokens }: { readonly tokens: readonly AccessToken[] }) {
  const [opened, setOpened] = useState(false);
  return (
    <Section
      title="Tokens"
      description="Tokens let programs act for you, such as scripts and the command line. They end with your sessions: when you change your password, or an administrator signs you out."
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
