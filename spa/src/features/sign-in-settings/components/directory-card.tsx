import type { Directory } from '@cloudapp/contracts/directory';
import { Button, Divider, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { CopyLine } from '../../../components/copy-line.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { Section } from '../../../components/section.tsx';

interface DirectoryCardProps {
  readonly directory: Directory;
  readonly pending: boolean;
  /** What went wrong with what was last asked for. */
  readonly failure: ReactNode;
  /** What its groups give. */
  readonly rules: ReactNode;
  readonly onMake: () => void;
  readonly onReplace: () => void;
  readonly onEnd: () => void;
}

/** How a directory sends people here, and by which token. */
export function DirectoryCard({ directory, pending, failure, rules, onMake, onReplace, onEnd }: DirectoryCardProps) {
  const { address, token, people, groups } = directory;
  return (
    <Section
      title="Directory sync (SCIM)"
      description="Entra ID, Okta or another directory creates people here, disables who leaves, and says who is in which group."
    >
      <Stack gap={6} role="group" aria-label="Address">
        <CopyLine label="Address for the directory" value={address} what="address" wrap />
      </Stack>
      <Stack gap={4}>
        <Text size="sm">
          {token ? <TokenWords token={token} /> : 'There is no token: no directory can send anybody.'}
        </Text>
        <Text size="sm" c="dimmed">
          {counted(people, 'person', 'people')} and {counted(groups, 'group', 'groups')} come from the directory.
        </Text>
      </Stack>
      {failure}
      <Group justify="flex-end" gap="sm">
        {token && (
          <Button variant="default" onClick={onEnd}>
            End token
          </Button>
        )}
        <Button variant={token ? 'default' : 'filled'} loading={pending} onClick={token ? onReplace : onMake}>
          {token ? 'Replace token' : 'Make token'}
        </Button>
      </Group>
      <Divider />
      {rules}
    </Section>
  );
}

function TokenWords({ token }: { readonly token: NonNullable<Directory['token']> }) {
  const { madeAt, madeBy, lastUsedAt, lastUsedFrom } = token;
  return (
    <>
      {madeBy} made its token <RelativeTime instant={madeAt} />;{' '}
      {lastUsedAt === undefined ? (
        'it was never used.'
      ) : (
        <>
          it was last used <RelativeTime instant={lastUsedAt} />
          {lastUsedFrom !== undefined && ` from ${lastUsedFrom}`}.
        </>
      )}
    </>
  );
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
