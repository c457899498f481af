import type { MadeAccessToken } from '@cloudapp/contracts/access-token';
import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../components/dialog.tsx';
import { useShownOnce } from '../../../components/use-shown-once.tsx';
import { TokenForm, type TokenFormProps } from './token-form.tsx';
import { TokenToTake, type TokenToTakeProps } from './token-to-take.tsx';

interface NewTokenDialogProps extends TokenFormProps, Pick<TokenToTakeProps, 'tryAt'> {
  readonly opened: boolean;
  /** The new token, once there is one. */
  readonly made: MadeAccessToken | undefined;
  /** Forgets the token that was made, and what went wrong. */
  readonly onReset: () => void;
}

/** Makes a token and shows its secret once. */
export function NewTokenDialog({ opened, made, tryAt, onReset, ...form }: NewTokenDialogProps) {
  const [round, setRound] = useState(0);
  const secret = useShownOnce({
    isShown: opened && made !== undefined,
    what: 'the token',
    wayBack: 'You would have to end it and make another.',
    onClose: form.onClose,
  });
  const leave = () => {
    secret.leave();
  };
  const startOver = () => {
    onReset();
    secret.startOver();
    setRound((current) => current + 1);
  };
  return (
    <Dialog
      opened={opened}
      onClose={leave}
      onExitTransitionEnd={startOver}
      title={made ? `${made.token.name} is made` : 'New token'}
      centered
      size="lg"
    >
      {made ? (
        <Stack gap="lg">
          <TokenToTake {...made} tryAt={tryAt} onTaken={secret.noteTaken} />
          <Group justify="flex-end">
            <Button onClick={leave}>Done</Button>
          </Group>
          {secret.question}
        </Stack>
      ) : (
        <TokenForm key={round} {...form} />
      )}
    </Dialog>
  );
}
