import type { SshKey } from '@cloudapp/contracts/ssh-key';
import { Input, NativeSelect, Radio, Stack } from '@mantine/core';
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
        <NativeSelect
          label="Key from before"
          maw={420}
          data={[
            { value: '', label: 'Choose a key' },
            ...savedKeys.map((key) => ({ value: key.id, label: `${key.name} (${key.fingerprint.slice(7, 15)}…)` })),
          ]}
          {...form.getInputProps('savedKeyId')}
        />
      )}
      {keySource === 'pasted' && (
        <Input.Wrapper label="Public key" id="public-key" error={form.errors['pastedKey']}>
          <Input
            component="textarea"
            id="public-key"
            multiline
            rows={3}
            placeholder="ssh-ed25519 AAAA… you@laptop"
            maxLength={2000}
            spellCheck={false}
            error={form.errors['pastedKey'] !== undefined}
            aria-describedby={form.errors['pastedKey'] === undefined ? undefined : 'public-key-error'}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', paddingBlock: 8 } }}
            value={form.values.pastedKey}
            onChange={(event) => {
              form.setFieldValue('pastedKey', event.currentTarget.value);
            }}
          />
        </Input.Wrapper>
      )}
    </Stack>
  );
}
