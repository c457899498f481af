import { Text } from '@mantine/core';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { notifyDone } from '../../components/notify.tsx';
import {
  useAddPasskey,
  useConfirmAuthenticator,
  useMakeRecoveryCodes,
  useRemoveFactor,
  type OwnFactor,
} from './api/factors.ts';
import { AuthenticatorForm } from './components/authenticator-form.tsx';
import { NewCodesForm } from './components/new-codes-form.tsx';
import { PasskeyForm } from './components/passkey-form.tsx';
import { RemovalFailure } from './components/removal-failure.tsx';
import { SetUpDialog } from './components/set-up-dialog.tsx';

/** What is asked about one's own second factors. */
export type FactorQuestion =
  | { readonly kind: 'authenticator'; readonly secret: string; readonly uri: string }
  | { readonly kind: 'passkey' }
  | { readonly kind: 'codes' }
  | { readonly kind: 'remove'; readonly factor: OwnFactor; readonly isLast: boolean };

interface WindowProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** It is gone from the screen. */
  readonly onClosed: () => void;
}

/** The window of one question, with the request that it leads to. */
export function FactorDialog({ question, ...frame }: WindowProps & { readonly question: FactorQuestion }) {
  switch (question.kind) {
    case 'authenticator':
      return <NewAuthenticator {...frame} {...question} />;
    case 'passkey':
      return <NewPasskey {...frame} />;
    case 'codes':
      return <NewCodes {...frame} />;
    case 'remove':
      return <Removal {...frame} {...question} />;
  }
}

function NewAuthenticator({ secret, uri, ...frame }: WindowProps & { readonly secret: string; readonly uri: string }) {
  const confirm = useConfirmAuthenticator();
  const onConfirm = (code: string) => {
    confirm.mutate(code, {
      onSuccess: ({ recoveryCodes }) => {
        if (recoveryCodes) return;
        frame.onClose();
        notifyDone('The authenticator app is set up');
      },
    });
  };
  return (
    <SetUpDialog {...frame} title="Add an authenticator app" codes={confirm.data?.recoveryCodes}>
      <AuthenticatorForm
        {...{ secret, uri, onConfirm }}
        pending={confirm.isPending}
        error={confirm.error}
        onCancel={frame.onClose}
      />
    </SetUpDialog>
  );
}

function NewPasskey(frame: WindowProps) {
  const add = useAddPasskey();
  const onMake = (name: string) => {
    add.mutate(name, {
      onSuccess: (made) => {
        if (!made || made.recoveryCodes) return;
        frame.onClose();
        notifyDone(`The passkey ${made.passkey.name} is set up`);
      },
    });
  };
  return (
    <SetUpDialog {...frame} title="Add a passkey" codes={add.data?.recoveryCodes}>
      <PasskeyForm pending={add.isPending} error={add.error} onMake={onMake} onCancel={frame.onClose} />
    </SetUpDialog>
  );
}

function NewCodes(frame: WindowProps) {
  const make = useMakeRecoveryCodes();
  return (
    <SetUpDialog {...frame} title="New recovery codes?" codes={make.data?.recoveryCodes}>
      <NewCodesForm
        pending={make.isPending}
        error={make.error}
        onMake={() => {
          make.mutate(undefined);
        }}
        onCancel={frame.onClose}
      />
    </SetUpDialog>
  );
}

type RemovalProps = WindowProps & { readonly factor: OwnFactor; readonly isLast: boolean };

function Removal({ factor, isLast, opened, onClose, onClosed }: RemovalProps) {
  const remove = useRemoveFactor();
  const name = factor === 'authenticator' ? 'the authenticator app' : factor.name;
  return (
    <ConfirmDialog
      opened={opened}
      title={`Remove ${name}?`}
      confirmLabel="Remove"
      isDangerous
      pending={remove.isPending}
      onClose={onClose}
      onClosed={onClosed}
      onConfirm={() => {
        remove.mutate(factor, { onSuccess: onClose });
      }}
    >
      <Text size="sm">
        {isLast
          ? 'It is your only second factor: without it your password alone opens your account, and your recovery codes end.'
          : 'Signing in takes it no more. Your other second factors stay.'}
      </Text>
      {remove.error instanceof Error && <RemovalFailure error={remove.error} />}
    </ConfirmDialog>
  );
}
