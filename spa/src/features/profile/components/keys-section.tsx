import type { SshKey } from '@cloudapp/contracts/ssh-key';
import { Anchor, Button, Text } from '@mantine/core';
import { Link } from 'react-router-dom';
import { IconKey } from '../../../components/icons.ts';
import { Item, ItemList } from '../../../components/item-list.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { Section } from '../../../components/section.tsx';
import { paths } from '../../../lib/paths.ts';
import { describeKeyType } from './describe-key.ts';

interface KeysSectionProps {
  readonly keys: readonly SshKey[];
  readonly onRemove: (key: SshKey) => void;
}

/** Public keys that machines were launched with. */
export function KeysSection({ keys, onRemove }: KeysSectionProps) {
  return (
    <Section title="SSH keys" description="Public keys you launched machines with, to choose from again.">
      {keys.length === 0 ? (
        <Text size="sm" c="dimmed">
          None yet. The key of the{' '}
          <Anchor component={Link} to={paths.catalogue} inherit underline="always">
            next machine you launch
          </Anchor>{' '}
          appears here.
        </Text>
      ) : (
        <ItemList label="SSH keys">
          {keys.map((key) => (
            <KeyItem
              key={key.id}
              sshKey={key}
              onRemove={() => {
                onRemove(key);
              }}
            />
          ))}
        </ItemList>
      )}
    </Section>
  );
}

function KeyItem({ sshKey, onRemove }: { readonly sshKey: SshKey; readonly onRemove: () => void }) {
  return (
    <Item
      Icon={IconKey}
      action={
        <Button variant="default" size="xs" aria-label={`Remove ${sshKey.name}`} onClick={onRemove}>
          Remove
        </Button>
      }
    >
      <Text size="sm" fw={600}>
        {sshKey.name}
      </Text>
      <Text size="xs" c="dimmed">
        {describeKeyType(sshKey.publicKey)} · last used <RelativeTime instant={sshKey.lastUsedAt} />
      </Text>
      <Text size="xs" c="dimmed" ff="monospace">
        {sshKey.fingerprint}
      </Text>
      {!sshKey.isSaved && (
        <Text size="xs" c="var(--app-warn)">
          Its private half was never saved, as far as CloudApp knows
        </Text>
      )}
    </Item>
  );
}
