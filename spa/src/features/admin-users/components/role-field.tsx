import type { Role } from '@cloudapp/contracts/user';
import { Radio, Stack } from '@mantine/core';

interface RoleFieldProps {
  readonly value: Role;
  readonly onChange: (role: Role) => void;
}

export function RoleField({ value, onChange }: RoleFieldProps) {
  return (
    <Radio.Group
      label="Role"
      value={value}
      onChange={(role) => {
        onChange(role as Role);
      }}
    >
      <Stack gap="xs" mt={6}>
        <Radio value="user" label="User" description="Launches machines and sees only their own." />
        <Radio value="admin" label="Administrator" description="Also sees all machines and costs, and manages users." />
      </Stack>
    </Radio.Group>
  );
}
