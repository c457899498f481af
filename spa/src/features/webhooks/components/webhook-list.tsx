import type { Webhook } from '@cloudapp/contracts/webhook';
import { Button, Group, Text } from '@mantine/core';
import {
  IconCheck,
  IconDots,
  IconPlayerPause,
  IconServerCog,
  IconTrash,
  IconWorld,
} from '../../../components/icons.ts';
import { Item, ItemList } from '../../../components/item-list.tsx';
import { MenuButton } from '../../../components/menu/menu-button.tsx';
import { ToneBadge } from '../../../components/tone-badge.tsx';
import { formatCount } from '../../../lib/format/size.ts';
import { formatLabels, kindLabels } from './webhook-words.ts';

export type WebhookAction = 'change' | 'deliveries' | 'remove';

interface WebhookListProps {
  readonly webhooks: readonly Webhook[];
  readonly onAction: (action: WebhookAction, webhook: Webhook) => void;
}

/** Webhooks: where each leads, as what, what it is told of, and whether it is on. */
export function WebhookList({ webhooks, onAction }: WebhookListProps) {
  return (
    <ItemList label="Webhooks">
      {webhooks.map((webhook) => (
        <WebhookItem
          key={webhook.id}
          webhook={webhook}
          onAction={(action) => {
            onAction(action, webhook);
          }}
        />
      ))}
    </ItemList>
  );
}

interface WebhookItemProps {
  readonly webhook: Webhook;
  readonly onAction: (action: WebhookAction) => void;
}

function WebhookItem({ webhook: { name, address, format, kinds, isOn }, onAction }: WebhookItemProps) {
  return (
    <Item
      Icon={IconWorld}
      action={
        <Group gap="xs" wrap="nowrap">
          <Button
            variant="default"
            size="xs"
            aria-label={`Deliveries of ${name}`}
            onClick={() => {
              onAction('deliveries');
            }}
          >
            Deliveries
          </Button>
          <MenuButton
            label={`Actions for ${name}`}
            entries={[
              {
                id: 'change',
                label: 'Change',
                Icon: IconServerCog,
                onChoose: () => {
                  onAction('change');
                },
              },
              {
                id: 'remove',
                label: 'Remove',
                Icon: IconTrash,
                isDangerous: true,
                isApart: true,
                onChoose: () => {
                  onAction('remove');
                },
              },
            ]}
          >
            <IconDots size={18} aria-hidden />
          </MenuButton>
        </Group>
      }
    >
      <Group gap={8}>
        <Text size="sm" fw={600}>
          {name}
        </Text>
        {isOn ? (
          <ToneBadge tone="good" Icon={IconCheck} label="On" />
        ) : (
          <ToneBadge tone="idle" Icon={IconPlayerPause} label="Off" />
        )}
      </Group>
      <Text size="xs" c="dimmed">
        {formatLabels[format]} to {new URL(address).host}
      </Text>
      <Text size="xs" c="dimmed">
        {kinds.length > 3
          ? `${formatCount(kinds.length, 'kind')} of events`
          : kinds.map((kind) => kindLabels[kind]).join(' · ')}
      </Text>
    </Item>
  );
}
