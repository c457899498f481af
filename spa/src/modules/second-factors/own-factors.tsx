import type { Factors } from '@cloudapp/contracts/second-factor';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { lazyDialog } from '../../components/lazy-dialog.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
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

interface OwnFactorsProps {
  readonly factors: Factors;
  /** Whether to set one up is what the page is for. @default false */
  readonly isMain?: boolean;
}

/** One's own second factors, with all that can be done with them. */
export function OwnFactors({ factors, isMain = false }: OwnFactorsProps) {
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
        <>
          {factors.resetAt !== undefined && (
            <Text size="sm">
              An administrator took your second factors away <RelativeTime instant={factors.resetAt} />. If you did not
              ask for that, tell another one.
            </Text>
          )}
          <Text size="sm" c="dimmed">
            None yet: your password alone opens your account. Set one up, and whoever learns it cannot get in.
          </Text>
        </>
      )}
      <Additions
        isMain={isMain}
        isAppPending={begin.isPending}
        onApp={factors.authenticator === undefined ? beginAuthenticator : undefined}
        onPasskey={
          hasPasskeys()
            ? () => {
                ask({ kind: 'passkey' });
              }
            : undefined
        }
      />
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

interface AdditionsProps {
  readonly isMain: boolean;
  readonly isAppPending: boolean;
  /** Absent where there can be no other. */
  readonly onApp: (() => void) | undefined;
  readonly onPasskey: (() => void) | undefined;
}

function Additions({ isMain, isAppPending, onApp, onPasskey }: AdditionsProps) {
  if (!onApp && !onPasskey) return null;
  const size = isMain ? 'sm' : 'xs';
  return (
    <Group gap="sm">
      {onApp && (
        <Button variant={isMain ? 'filled' : 'default'} size={size} loading={isAppPending} onClick={onApp}>
          Add authenticator app
        </Button>
      )}
      {onPasskey && (
        <Button variant="default" size={size} onClick={onPasskey}>
          Add passkey
        </Button>
      )}
    </Group>
  );
}
