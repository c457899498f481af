import type { AccessToken } from '@cloudapp/contracts/access-token';
import { Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconTerminal } from '../../../components/icons.ts';
import { Item, ItemList } from '../../../components/item-list.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { ToneBadge } from '../../../components/tone-badge.tsx';
import { useNow } from '../../../lib/use-now.ts';
import { scopeLabels } from './scope-words.ts';

const soonMs = 7 * 86_400_000;

interface TokenListProps {
  readonly tokens: readonly AccessToken[];
  /** Stands in place of a list without items. */
  readonly none: string;
  readonly onEnd: (token: AccessToken) => void;
}

/** Tokens: what each may do, until when, and when and from where it was last used. */
export function TokenList({ tokens, none, onEnd }: TokenListProps) {
  if (tokens.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {none}
      </Text>
    );
  }
  return (
    <ItemList label="Tokens">
      {tokens.map((token) => (
        <TokenItem
          key={token.id}
          token={token}
          onEnd={() => {
            onEnd(token);
          }}
        />
      ))}
    </ItemList>
  );
}

function TokenItem({ token, onEnd }: { readonly token: AccessToken; readonly onEnd: () => void }) {
  const leftMs = Date.parse(token.expiresAt) - useNow();
  return (
    <Item
      Icon={IconTerminal}
      action={
        <Button variant="default" size="xs" aria-label={`End ${token.name}`} onClick={onEnd}>
          End
        </Button>
      }
    >
      <Group gap={8}>
        <Text size="sm" fw={600}>
          {token.name}
        </Text>
        {leftMs < soonMs && <ToneBadge tone="warn" Icon={IconAlertTriangle} label="Ends soon" />}
      </Group>
      <Text size="xs" c="dimmed">
        {token.scopes.map((scope) => scopeLabels[scope]).join(' · ')}
      </Text>
      <Text size="xs" c="dimmed">
        Ends <RelativeTime instant={token.expiresAt} /> · <LastUse token={token} />
      </Text>
    </Item>
  );
}

function LastUse({ token: { lastUsedAt, lastUsedFrom } }: { readonly token: AccessToken }) {
  if (lastUsedAt === undefined) return 'never used';
  return (
    <>
      last used <RelativeTime instant={lastUsedAt} />
      {lastUsedFrom !== undefined && ` from ${lastUsedFrom}`}
    </>
  );
}
