import type { LoginDetails } from '@cloudapp/contracts/instance';
import { Stack, Text, Title } from '@mantine/core';
import { CopyLine } from '../../../components/copy-line.tsx';

/** Lets ssh recognise the machine, so that nobody can stand in for it. */
export function TrustMachine({ login }: { readonly login: LoginDetails }) {
  return (
    <Stack gap={6}>
      <Title order={3}>Trust this machine</Title>
      <Text size="sm" c="dimmed">
        ssh asks at the first login whether this is the right machine. Put this line into ~/.ssh/known_hosts and it
        knows, or compare the fingerprint it shows with the one below.
      </Text>
      <CopyLine value={login.knownHosts.trimEnd()} what="known_hosts line" />
      {login.hostKeys.map((key) => (
        <Text key={key.fingerprint} size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {key.type} <code>{key.fingerprint}</code>
        </Text>
      ))}
    </Stack>
  );
}
