import type { IdentityProvider, IdentityProviderWish } from '@cloudapp/contracts/identity-provider';
import { Button, Group, Stack, Switch } from '@mantine/core';
import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { hasCode } from '../../../lib/api/api-error.ts';
import { focusFirstInvalid } from '../../../lib/focus-first-invalid.ts';
import { CompanyAdmissionFields } from './company-admission-fields.tsx';
import { CompanyClientFields } from './company-client-fields.tsx';
import {
  draftOf,
  emptyDraft,
  faultsOf,
  refusalsOf,
  wishOf,
  type CompanyDraft,
  type CompanyFieldsProps,
  type DraftFaults,
  type DraftField,
} from './company-draft.ts';
import { CompanyGroupsFields } from './company-groups-fields.tsx';
import { presetOf, presets, type PresetName } from './company-presets.ts';

export interface CompanyFormProps {
  /** The one that is changed; absent for a new one. */
  readonly company: IdentityProvider | undefined;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onSubmit: (wish: IdentityProviderWish) => void;
  readonly onClose: () => void;
}

/** A company that people may sign in with. What is wrong with which field stands at that field. */
export function CompanyForm({ company, pending, error, onSubmit, onClose }: CompanyFormProps) {
  const [draft, setDraft] = useState(company ? draftOf(company) : emptyDraft);
  const [preset, setPreset] = useState<PresetName>(company ? presetOf(company.issuer) : 'entra');
  /** What was last sent, or was to be. */
  const [tried, setTried] = useState<CompanyDraft>();
  const form = useRef<HTMLFormElement>(null);
  const refusals = tried ? refusalsOf(error, tried) : {};
  const faults = tried ? { ...unchanged(refusals, draft, tried), ...faultsOf(draft) } : {};
  useEffect(() => {
    if (error) focusFirstInvalid(form.current);
  }, [error]);

  const change = (part: Partial<CompanyDraft>) => {
    setDraft((current) => ({ ...current, ...part }));
  };
  const choose = (name: PresetName) => {
    const { issuer, scopes, groupsClaim } = presets[name];
    setPreset(name);
    change({ scopes, groupsClaim, ...(issuer !== undefined && { issuer }) });
  };
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(draft);
    if (Object.keys(faultsOf(draft)).length > 0) focusFirstInvalid(event.currentTarget);
    else onSubmit(wishOf(draft));
  };
  const fields: CompanyFieldsProps = { draft, faults, preset, onChange: change };
  return (
    <form ref={form} noValidate onSubmit={submit}>
      <Stack gap="lg">
        <CompanyClientFields {...fields} kept={company} onPreset={choose} />
        <CompanyAdmissionFields {...fields} />
        <CompanyGroupsFields {...fields} />
        <Switch
          label="Offer it on the sign-in page"
          description="Switched off, nobody can sign in with it. Accounts and sessions stay."
          checked={draft.isEnabled}
          onChange={(event) => {
            change({ isEnabled: event.currentTarget.checked });
          }}
        />
        {error instanceof Error && Object.keys(refusals).length === 0 && (
          <Failure error={error} isNew={company === undefined} />
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={pending}>
            {company ? 'Save' : 'Add company'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Refusals of fields that still hold what was refused. */
function unchanged(refusals: DraftFaults, draft: CompanyDraft, tried: CompanyDraft): DraftFaults {
  const kept = Object.entries(refusals).filter(([field]) => draft[field as DraftField] === tried[field as DraftField]);
  return Object.fromEntries(kept);
}

function Failure({ error, isNew }: { readonly error: Error; readonly isNew: boolean }) {
  const note = hasCode(error, 'too-many-providers') ? 'Remove one that nobody needs, then add this one.' : undefined;
  return (
    <ErrorNotice
      error={error}
      title={isNew ? 'The company was not added' : 'The company was not changed'}
      note={note}
    />
  );
}
