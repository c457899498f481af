import { Checkbox, Stack, Textarea } from '@mantine/core';
import type { CompanyFieldsProps } from './company-draft.ts';
import { admissionLabels, admissionMeanings, admissionsInOrder } from './company-words.ts';
import { RadioChoices } from '../../../components/radio-choices.tsx';

/** Who gets an account by signing in with a company, and who comes by one that there is. */
export function CompanyAdmissionFields({ draft, faults, onChange }: CompanyFieldsProps) {
  return (
    <Stack gap="md">
      <RadioChoices
        label="Who gets an account"
        choices={admissionsInOrder}
        labels={admissionLabels}
        meanings={admissionMeanings}
        value={draft.admits}
        onChange={(admits) => {
          onChange({ admits });
        }}
      />
      {draft.admits === 'domains' && (
        <Textarea
          label="Domains"
          description="Such as example.com, apart by commas or lines. Those below a domain are others."
          autoComplete="off"
          spellCheck={false}
          required
          withAsterisk={false}
          rows={2}
          value={draft.domains}
          error={faults.domains}
          onChange={(event) => {
            onChange({ domains: event.currentTarget.value });
          }}
        />
      )}
      <Checkbox
        label="May sign in to existing accounts by e-mail"
        description="Joins people to the account with their e-mail at their first sign-in. Whoever runs the directory can give anyone any e-mail, and so take any account, yours too: allow it only to a company that you trust with all."
        checked={draft.joinsByEmail}
        onChange={(event) => {
          onChange({ joinsByEmail: event.currentTarget.checked });
        }}
      />
    </Stack>
  );
}
