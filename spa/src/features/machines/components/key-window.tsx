import type { SshKey } from '@cloudapp/contracts/ssh-key';
import { Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { ConfirmWindow, type ConfirmWindowProps } from '../../../components/confirm-window.tsx';
import { canGenerateKeys } from '../../../lib/ssh-key/can-generate-keys.ts';
import { KeyChoice } from '../../../modules/machines/components/key-choice.tsx';
import { initialKeyValues, keyValidation, type KeyValues } from '../../../modules/machines/components/key-values.ts';

export interface KeyWindowProps extends Pick<ConfirmWindowProps, 'opened' | 'pending' | 'error' | 'onClose'> {
  readonly machineName: string;
  readonly savedKeys: readonly SshKey[];
  readonly onConfirm: (values: KeyValues) => void;
}

/** Asks which key is to open a machine from now on. */
export function KeyWindow({ machineName, savedKeys, onConfirm, ...rest }: KeyWindowProps) {
  const canGenerate = canGenerateKeys();
  const form = useForm<KeyValues>({ initialValues: initialKeyValues(canGenerate), validate: keyValidation });
  return (
    <ConfirmWindow
      {...rest}
      title="Use another key"
      confirmLabel="Replace the key"
      failureTitle="The key was not replaced"
      onConfirm={() => {
        form.onSubmit(onConfirm)();
      }}
    >
      <Stack gap="md">
        <Text size="sm">
          The new key takes the place of the one that opens {machineName} now, which opens it no more. Whoever is logged
          in stays so.
        </Text>
        <KeyChoice form={form} savedKeys={savedKeys} canGenerate={canGenerate} />
      </Stack>
    </ConfirmWindow>
  );
}
