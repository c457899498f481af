import type { TokenWish } from '@cloudapp/contracts/access-token';
import type { TokenScope } from '@cloudapp/contracts/route';
import { Button, Checkbox, Group, NativeSelect, Stack } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { hasCode } from '../../../lib/api/api-error.ts';
import { focusFirstInvalid } from '../../../lib/focus-first-invalid.ts';
import { formatDate } from '../../../lib/format/time.ts';
import { useNow } from '../../../lib/use-now.ts';
import { scopeLabels, scopesInOrder } from '../../../modules/access-tokens/components/scope-words.ts';

export interface TokenFormProps {
  readonly isAdministrator: boolean;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onSubmit: (wish: TokenWish) => void;
  readonly onClose: () => void;
}

const scopeMeanings: Readonly<Record<TokenScope, string>> = {
  read: 'Your account, your machines and what can be launched.',
  machines: 'Also stop, start, extend and delete them. To list them, it must see too.',
  admin: 'Users, everybody’s machines, statistics and the audit log.',
};

const lifetimesDays = [7, 30, 90, 365];
const longestName = 60;

/** What a token is called, may do, and when it ends. What is wrong with which field stands at that field. */
export function TokenForm({ isAdministrator, pending, error, onSubmit, onClose }: TokenFormProps) {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<string[]>(['read']);
  const [days, setDays] = useState(30);
  /** The name that was last sent, or was to be. */
  const [tried, setTried] = useState<string>();
  const scopes = scopesInOrder.filter((scope) => chosen.includes(scope));
  const refusal = hasCode(error, 'invalid-request') ? error.faultOf('name')?.detail : undefined;

  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(name);
    if (name.trim() === '' || scopes.length === 0) focusFirstInvalid(event.currentTarget);
    else onSubmit({ name: name.trim(), scopes, days });
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="md">
        <TextField
          label="Name"
          description="What it is for, such as the program that gets it."
          autoComplete="off"
          data-autofocus
          maxLength={longestName}
          value={name}
          error={nameFault(name, tried, refusal)}
          onChange={setName}
        />
        <Scopes
          offered={scopesInOrder.filter((scope) => scope !== 'admin' || isAdministrator)}
          chosen={chosen}
          isMissing={tried !== undefined && scopes.length === 0}
          onChange={setChosen}
        />
        <Lifetime days={days} onChange={setDays} />
        {error instanceof Error && refusal === undefined && <Failure error={error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={pending}>
            Make token
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function nameFault(name: string, tried: string | undefined, refusal: string | undefined): string | undefined {
  if (tried === undefined) return undefined;
  if (name.trim() === '') return 'Give it a name, so that you know it again.';
  return tried === name && refusal !== undefined ? `The name ${refusal}.` : undefined;
}

interface ScopesProps {
  readonly offered: readonly TokenScope[];
  readonly chosen: string[];
  readonly isMissing: boolean;
  readonly onChange: (scopes: string[]) => void;
}

function Scopes({ offered, chosen, isMissing, onChange }: ScopesProps) {
  return (
    <Checkbox.Group
      label="What it may do"
      error={isMissing ? 'Choose at least one.' : undefined}
      value={chosen}
      onChange={onChange}
    >
      <Stack gap="sm" my={6}>
        {offered.map((scope) => (
          <Checkbox
            key={scope}
            value={scope}
            label={scopeLabels[scope]}
            description={scopeMeanings[scope]}
            aria-invalid={isMissing}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

function Lifetime({ days, onChange }: { readonly days: number; readonly onChange: (days: number) => void }) {
  const end = new Date(useNow() + days * 86_400_000).toISOString();
  return (
    <NativeSelect
      label="Ends after"
      description={`On ${formatDate(end)}. It cannot be extended.`}
      data={lifetimesDays.map((choice) => ({ value: `${choice}`, label: `${choice} days` }))}
      value={`${days}`}
      onChange={(event) => {
        onChange(Number(event.currentTarget.value));
      }}
    />
  );
}

function Failure({ error }: { readonly error: Error }) {
  const note = hasCode(error, 'too-many-tokens') ? 'End one that you do not need, then make this one.' : undefined;
  return <ErrorNotice error={error} title="The token was not made" note={note} />;
}
