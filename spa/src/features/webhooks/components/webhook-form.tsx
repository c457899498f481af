import type { NoticeKind } from '@cloudapp/contracts/notice';
import type { Webhook, WebhookWish } from '@cloudapp/contracts/webhook';
import { Button, Checkbox, Group, Stack, Switch, Text } from '@mantine/core';
import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { RadioChoices } from '../../../components/radio-choices.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { hasCode } from '../../../lib/api/api-error.ts';
import { focusFirstInvalid } from '../../../lib/focus-first-invalid.ts';
import { draftOf, emptyDraft, faultsOf, refusalsOf, wishOf, type WebhookDraft } from './webhook-draft.ts';
import { formatLabels, formatMeanings, formats, kindLabels, kindsOf, noticeKindsIn } from './webhook-words.ts';

interface WebhookFormProps {
  /** The one that is changed; absent for a new one. */
  readonly webhook: Webhook | undefined;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onSubmit: (wish: WebhookWish) => void;
  readonly onClose: () => void;
}

/** Where something is sent, as what, and what of. What is wrong with which field stands at that field. */
export function WebhookForm({ webhook, pending, error, onSubmit, onClose }: WebhookFormProps) {
  const [draft, setDraft] = useState(webhook ? draftOf(webhook) : emptyDraft);
  /** What was last sent, or was to be. */
  const [tried, setTried] = useState<WebhookDraft>();
  const form = useRef<HTMLFormElement>(null);
  const refusals = tried === draft ? refusalsOf(error) : {};
  const faults = tried ? { ...refusals, ...faultsOf(draft) } : {};
  useEffect(() => {
    if (error) focusFirstInvalid(form.current);
  }, [error]);
  const change = (part: Partial<WebhookDraft>) => {
    setDraft((current) => ({ ...current, ...part }));
  };
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(draft);
    if (Object.keys(faultsOf(draft)).length > 0) focusFirstInvalid(event.currentTarget);
    else onSubmit(wishOf(draft));
  };
  return (
    <form ref={form} noValidate onSubmit={submit}>
      <Stack gap="lg">
        <TextField
          label="Name"
          description="Administrators know it by this; nobody else sees it."
          data-autofocus
          autoComplete="off"
          maxLength={60}
          value={draft.name}
          error={faults.name}
          onChange={(name) => {
            change({ name });
          }}
        />
        <TextField
          label="Address"
          description="Must begin with https:// and be on the internet. Redirects are not followed."
          type="url"
          autoComplete="off"
          spellCheck={false}
          maxLength={2000}
          value={draft.address}
          error={faults.address}
          onChange={(address) => {
            change({ address });
          }}
        />
        {webhook ? (
          <Text size="sm" c="dimmed">
            It is sent {formatLabels[webhook.format]}. For another format, add another webhook.
          </Text>
        ) : (
          <RadioChoices
            label="Format"
            choices={formats}
            labels={formatLabels}
            meanings={formatMeanings}
            value={draft.format}
            onChange={(format) => {
              change({ format });
            }}
          />
        )}
        <Kinds
          chosen={draft.kinds}
          fault={faults.kinds}
          onChange={(kinds) => {
            change({ kinds });
          }}
        />
        <Switch
          label="On"
          description="What happens while it is off is never sent."
          checked={draft.isOn}
          onChange={(event) => {
            change({ isOn: event.currentTarget.checked });
          }}
        />
        {error instanceof Error && Object.keys(refusalsOf(error)).length === 0 && (
          <Failure error={error} isNew={webhook === undefined} />
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={pending}>
            {webhook ? 'Save' : 'Add webhook'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface KindsProps {
  readonly chosen: readonly NoticeKind[];
  readonly fault: string | undefined;
  readonly onChange: (kinds: readonly NoticeKind[]) => void;
}

function Kinds({ chosen, fault, onChange }: KindsProps) {
  return (
    <Checkbox.Group
      label="What it is told of"
      description="Of everybody’s accounts and machines."
      value={[...chosen]}
      error={fault}
      onChange={(kinds) => {
        onChange(noticeKindsIn(kinds));
      }}
    >
      <Stack gap="md" my="xs">
        {kindsOf.map(([group, label, kinds]) => (
          <Stack key={group} gap={8} role="group" aria-label={label}>
            <Text size="sm" fw={600} aria-hidden>
              {label}
            </Text>
            {kinds.map((kind) => (
              <Checkbox key={kind} value={kind} label={kindLabels[kind]} aria-invalid={fault !== undefined} />
            ))}
          </Stack>
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

function Failure({ error, isNew }: { readonly error: Error; readonly isNew: boolean }) {
  const note = hasCode(error, 'too-many-webhooks') ? 'Remove one that nobody needs, then add this one.' : undefined;
  return (
    <ErrorNotice
      error={error}
      title={isNew ? 'The webhook was not added' : 'The webhook was not changed'}
      note={note}
    />
  );
}
