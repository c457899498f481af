import type { LoginDetails } from '@cloudapp/contracts/instance';
import { Stack, Title } from '@mantine/core';
import { SecretValue } from './secret-value.tsx';

interface SecretListProps {
  readonly machineId: string;
  readonly login: LoginDetails;
}

/** Secrets that belong to no tool; a tool's own is shown with it. */
export function SecretList({ machineId, login }: SecretListProps) {
  const secrets = login.secrets.filter(({ id }) => login.tools.every((tool) => tool.secretId !== id));
  if (secrets.length === 0) return null;
  return (
    <Stack gap={6}>
      <Title order={3}>Secrets</Title>
      {secrets.map((secret) => (
        <SecretValue key={secret.id} machineId={machineId} secret={secret} />
      ))}
    </Stack>
  );
}
