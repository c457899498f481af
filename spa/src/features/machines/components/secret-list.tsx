import type { LoginDetails } from '@cloudapp/contracts/instance';
import { Stack, Title } from '@mantine/core';
import { SecretValue, type Secret } from './secret-value.tsx';

interface SecretListProps {
  readonly secrets: readonly Secret[];
  readonly tools: LoginDetails['tools'];
}

/** Secrets that belong to no tool; a tool's own is shown with it. */
export function SecretList({ secrets, tools }: SecretListProps) {
  const ofNoTool = secrets.filter(({ id }) => tools.every((tool) => tool.secretId !== id));
  if (ofNoTool.length === 0) return null;
  return (
    <Stack gap={6}>
      <Title order={3}>Secrets</Title>
      {ofNoTool.map((secret) => (
        <SecretValue key={secret.id} secret={secret} />
      ))}
    </Stack>
  );
}
