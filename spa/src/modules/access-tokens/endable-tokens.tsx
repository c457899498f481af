import type { AccessToken } from '@cloudapp/contracts/access-token';
import { Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { useEndToken } from './api/access-tokens.ts';
import { TokenList } from './components/token-list.tsx';

interface EndableTokensProps {
  readonly tokens: readonly AccessToken[];
  /** Whose they are. @default one's own */
  readonly userId?: string;
  /** Stands in place of a list without items. */
  readonly none: string;
}

/** Somebody's tokens; asks before one is ended. */
export function EndableTokens({ tokens, userId, none }: EndableTokensProps) {
  const end = useEndToken(userId);
  const [chosen, setChosen] = useState<AccessToken>();
  const [opened, setOpened] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const ask = (token: AccessToken) => {
    end.reset();
    setChosen(token);
    setOpened(true);
  };
  const close = () => {
    setOpened(false);
  };
  const onSuccess = () => {
    close();
    // The button that had the focus is gone with its token.
    list.current?.focus({ preventScroll: true });
  };
  return (
    <div ref={list} tabIndex={-1}>
      <TokenList tokens={tokens} none={none} onEnd={ask} />
      {chosen && (
        <ConfirmDialog
          opened={opened}
          title={`End ${chosen.name}?`}
          confirmLabel="End"
          isDangerous
          pending={end.isPending}
          error={end.error}
          failureTitle="The token was not ended"
          onClose={close}
          onConfirm={() => {
            end.mutate(chosen.id, { onSuccess });
          }}
        >
          <Text size="sm">Programs that use it are refused from then on. It cannot be brought back.</Text>
        </ConfirmDialog>
      )}
    </div>
  );
}
