import type { Factors } from '@cloudapp/contracts/second-factor';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { lazyDialog } from '../../components/lazy-dialog.tsx';
import { hasPasskeys } from '../../lib/passkey-support.ts';
import { refreshSession } from '../account/api/refresh-session.ts';
import { useBeginAuthenticator } from './api/factors.ts';
import { FactorList, hasFactor } from './components/factor-list.tsx';
import type { FactorQuestion } from './factor-dialog.tsx';

const FactorDialog = lazyDialog(async () => (await import('./factor-dialog.tsx')).FactorDialog);

interface Asked {
  readonly question: FactorQuestion;
  /** Each begins with fresh fields. */
  readonly number: number;
}

/** One's own second factors, with all that can be done with them. */
export function OwnFactors({ factors }: { readonly factors: Factors }) {
  const begin = useBeginAuthenticator();
  const [asked, setAsked] = useState<Asked>();
  const [opened, setOpened] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const ask = (question: FactorQuestion) => {
    setAsked((last) => ({ question, number: (last?.number ?? 0) + 1 }));
    setOpened(true);
  };
  const beginAuthenticator = () => {
    begin.mutate(undefined, {
      onSuccess: (begun) => {
        ask({ kind: 'authenticator', ...begun });
      },
    });
  };
  return (
    <Stack ref={place} tabIndex={-1} gap="md">
      {hasFactor(factors) ? (
        <FactorList
          factors={factors}
          actions={{
            onRemove: (factor) => {
              ask({ kind: 'remove', factor, isLast: factors.passkeys.length + (factors.authenticator ? 1 : 0) === 1 });
            },
            onNewCodes: () => {
              ask({ kind: 'codes' });
            },
          }}
        />
      ) : (
        <Text size="sm" c="dimmed">
          None yet: your password alone opens your account. Set one up, and whoever learns it cannot get in.
        </Text>
      )}
      <Group gap="sm">
        {factors.authenticator === undefined && (
          <Button variant="default" size="xs" loading={begin.isPending} onClick={beginAuthenticator}>
            Add authenticator app
          </Button>
        )}
        {hasPasskeys() && (
          <Button
            variant="default"
            size="xs"
            onClick={() => {
              ask({ kind: 'passkey' });
            }}
          >
            Add passkey
          </Button>
        )}
      </Group>
      {begin.error instanceof Error && <ErrorNotice error={begin.error} title="The app cannot be set up now" />}
      {asked && (
        <FactorDialog
          key={asked.number}
          question={asked.question}
          opened={opened}
          onClose={() => {
            setOpened(false);
          }}
          onClosed={() => {
            // The button that had the focus may be gone with what it was for.
            if (place.current?.contains(document.activeElement) === false) place.current.focus({ preventScroll: true });
            void refreshSession();
          }}
        />
      )}
    </Stack>
  );
}
