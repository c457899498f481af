import { readSshPublicKey } from '@cloudapp/contracts/ssh-public-key';
import { Input } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { KeyValues } from './key-values.ts';
import { pastedKeyProblem } from './pasted-key-problem.ts';

interface PastedKeyProps {
  readonly form: UseFormReturnType<KeyValues>;
}

/** Where a public key is pasted; what is wrong with it is told when the field is left. */
export function PastedKey({ form }: PastedKeyProps) {
  const error = form.errors['pastedKey'];
  const change = (text: string) => {
    form.setFieldValue('pastedKey', text);
    // Of this one is told at once: it may lie on a screen that others see.
    const key = readSshPublicKey(text);
    if ('reason' in key && key.isPrivate) form.setFieldError('pastedKey', pastedKeyProblem(text));
  };
  return (
    <Input.Wrapper label="Public key" id="public-key" error={error} errorProps={{ role: 'alert' }}>
      <Input
        component="textarea"
        id="public-key"
        multiline
        rows={3}
        placeholder="ssh-ed25519 AAAA… you@laptop"
        spellCheck={false}
        autoComplete="off"
        error={error !== undefined}
        aria-describedby={error === undefined ? undefined : 'public-key-error'}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', paddingBlock: 8 } }}
        value={form.values.pastedKey}
        onChange={(event) => {
          change(event.currentTarget.value);
        }}
        onBlur={() => {
          if (form.values.pastedKey.trim() !== '') void form.validateField('pastedKey');
        }}
      />
    </Input.Wrapper>
  );
}
