import type { IdentityProvider } from '@cloudapp/contracts/identity-provider';
import { NativeSelect, Stack } from '@mantine/core';
import { TextField } from '../../../components/text-field.tsx';
import { isSameClient, type CompanyDraft, type CompanyFieldsProps } from './company-draft.ts';
import { presetNames, presets, type PresetName } from './company-presets.ts';

interface CompanyClientFieldsProps extends CompanyFieldsProps {
  /** The company as it was. */
  readonly kept: IdentityProvider | undefined;
  readonly onPreset: (name: PresetName) => void;
}

/** Which directory it is, and as which of its clients CloudApp asks there. */
export function CompanyClientFields({ draft, faults, preset, kept, onChange, onPreset }: CompanyClientFieldsProps) {
  const { issuerPattern, issuerHelp } = presets[preset];
  return (
    <Stack gap="md">
      <NativeSelect
        label="Kind"
        description="Fills in what is known of it."
        data-autofocus
        data={presetNames.map((name) => ({ value: name, label: presets[name].label }))}
        value={preset}
        onChange={(event) => {
          onPreset(event.currentTarget.value as PresetName);
        }}
      />
      <TextField
        label="Name"
        description="Stands on the button of the sign-in page."
        autoComplete="off"
        maxLength={40}
        value={draft.name}
        error={faults.name}
        onChange={(name) => {
          onChange({ name });
        }}
      />
      <TextField
        label="Issuer"
        description={issuerHelp}
        placeholder={issuerPattern}
        type="url"
        autoComplete="off"
        spellCheck={false}
        maxLength={255}
        value={draft.issuer}
        error={faults.issuer}
        onChange={(issuer) => {
          onChange({ issuer });
        }}
      />
      <TextField
        label="Client id"
        description="The company gives it out when you register CloudApp there as a web application."
        autoComplete="off"
        spellCheck={false}
        maxLength={255}
        value={draft.clientId}
        error={faults.clientId}
        onChange={(clientId) => {
          onChange({ clientId });
        }}
      />
      <TextField
        label="Client secret"
        description={secretWords(kept, draft)}
        type="password"
        autoComplete="new-password"
        required={false}
        maxLength={1024}
        value={draft.clientSecret}
        error={faults.clientSecret}
        onChange={(clientSecret) => {
          onChange({ clientSecret });
        }}
      />
    </Stack>
  );
}

function secretWords(kept: IdentityProvider | undefined, draft: CompanyDraft): string {
  if (kept?.hasSecret !== true) return 'It is kept and never shown again. Leave it empty where the client has none.';
  return isSameClient(kept, draft)
    ? 'A secret is kept. Leave this empty to keep it. Another issuer or client id forgets it.'
    : 'With another issuer or client id, the secret that is kept is forgotten: enter the new one.';
}
