import type { SshKey } from '@cloudapp/contracts/ssh-key';
import { NativeSelect, Radio, Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { lazy, Suspense } from 'react';
import type { KeyValues } from './key-values.ts';

/** Few paste a key. */
const PastedKey = lazy(async () => ({ default: (await import('./pasted-key.tsx')).PastedKey }));

interface KeyChoiceProps {
  readonly form: UseFormReturnType<KeyValues>;
  readonly savedKeys: readonly SshKey[];
  readonly canGenerate: boolean;
}

/** Keys of which nobody has the private half, as far as is known, open nothing. */
function labelOf({ name, fingerprint, isSaved }: SshKey): string {
  return `${name} (${fingerprint.slice(7, 15)}…)${isSaved ? '' : ', never saved'}`;
}

/** Which SSH key opens the machine. */
export function KeyChoice({ form, savedKeys, canGenerate }: KeyChoiceProps) {
  const { keySource } = form.values;
  return (
    <Stack gap="sm">
      <Radio.Group
        label="SSH key"
        description="The key that opens the machine. Its private half never leaves your computer."
        {...form.getInputProps('keySource')}
      >
        <Stack gap="sm" mt={10}>
          <Radio
            value="new"
            label="Make one in this browser"
            description={
              canGenerate
                ? 'Its private half is never sent: you save it on the machine’s page.'
                : 'Needs a secure connection (https), which this page does not have.'
            }
            disabled={!canGenerate}
          />
          {savedKeys.length > 0 && (
            <Radio
              value="saved"
              label="Use one from before"
              description="You have its private half as a file. A key that was never saved cannot be chosen."
            />
          )}
          <Radio
            value="pasted"
            label="Paste your public key"
            description="The content of a .pub file, such as ~/.ssh/id_ed25519.pub."
          />
        </Stack>
      </Radio.Group>
      {keySource === 'saved' && (
        <NativeSelect
          label="Key from before"
          maw={420}
          data={[
            { value: '', label: 'Choose a key' },
            ...savedKeys.map((key) => ({ value: key.id, label: labelOf(key), disabled: !key.isSaved })),
          ]}
          {...form.getInputProps('savedKeyId')}
        />
      )}
      {keySource === 'pasted' && (
        <Suspense>
          <PastedKey form={form} />
        </Suspense>
      )}
    </Stack>
  );
}
