import type { SshKey } from '@cloudapp/contracts/ssh-key';
import { Radio, Select, Stack, Textarea } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { LaunchFormValues } from './launch-form-values.ts';

interface KeyChoiceProps {
  readonly form: UseFormReturnType<LaunchFormValues>;
  readonly savedKeys: readonly SshKey[];
  readonly canGenerate: boolean;
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
                ? 'Its private half is never sent: you download it right after the launch.'
                : 'Needs a secure connection (https), which this page does not have.'
            }
            disabled={!canGenerate}
          />
          {savedKeys.length > 0 && (
            <Radio
              value="saved"
              label="Use one from before"
              description="You already have its private half as a file."
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
        <Select
          label="Key from before"
          placeholder="Choose a key"
          maw={420}
          data={savedKeys.map((key) => ({ value: key.id, label: `${key.name} · ${key.fingerprint.slice(7, 15)}…` }))}
          {...form.getInputProps('savedKeyId')}
        />
      )}
      {keySource === 'pasted' && (
        <Textarea
          label="Public key"
          placeholder="ssh-ed25519 AAAA… you@laptop"
          autosize
          minRows={2}
          maxRows={6}
          maxLength={2000}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          {...form.getInputProps('pastedKey')}
        />
      )}
    </Stack>
  );
}
