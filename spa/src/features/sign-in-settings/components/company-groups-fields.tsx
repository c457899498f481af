import { Stack } from '@mantine/core';
import { TextField } from '../../../components/text-field.tsx';
import type { CompanyFieldsProps } from './company-draft.ts';
import { presets } from './company-presets.ts';
import { GroupRulesField } from './group-rules-field.tsx';

/** What a company is asked for besides who somebody is, and what its groups give. */
export function CompanyGroupsFields({ draft, faults, preset, onChange }: CompanyFieldsProps) {
  return (
    <Stack gap="md">
      <TextField
        label="Further scopes"
        description="Asked for besides openid, email and profile, apart by spaces."
        autoComplete="off"
        spellCheck={false}
        required={false}
        maxLength={200}
        value={draft.scopes}
        error={faults.scopes}
        onChange={(scopes) => {
          onChange({ scopes });
        }}
      />
      <TextField
        label="Groups claim"
        description={presets[preset].groupsHelp}
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        value={draft.groupsClaim}
        error={faults.groupsClaim}
        onChange={(groupsClaim) => {
          onChange({ groupsClaim });
        }}
      />
      <GroupRulesField
        rules={draft.groupRules}
        about="At each sign-in, the most that any rule gives counts. Who is in no group that gives a role is a user."
        error={faults.groupRules}
        onChange={(groupRules) => {
          onChange({ groupRules });
        }}
      />
    </Stack>
  );
}
