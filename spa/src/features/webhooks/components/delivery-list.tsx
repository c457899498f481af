import type { WebhookDelivery } from '@cloudapp/contracts/webhook';
import { Button, Group, Text } from '@mantine/core';
import { IconBell, IconCheck, IconClockPlus, IconLoader2, IconX } from '../../../components/icons.ts';
import { Item, ItemList } from '../../../components/item-list.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { ToneBadge } from '../../../components/tone-badge.tsx';
import { kindLabels } from './webhook-words.ts';

interface DeliveryListProps {
  readonly deliveries: readonly WebhookDelivery[];
  /** Which is being asked for. */
  readonly pendingId: string | undefined;
  readonly onSendAgain: (deliveryId: string) => void;
}

/** What was sent, the newest first, and what was answered. */
export function DeliveryList({ deliveries, pendingId, onSendAgain }: DeliveryListProps) {
  if (deliveries.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        Nothing yet. Send a test to see whether it arrives.
      </Text>
    );
  }
  return (
    <ItemList label="Deliveries">
      {deliveries.map((delivery) => (
        <Item
          key={delivery.id}
          Icon={IconBell}
          action={
            <Button
              variant="default"
              size="xs"
              loading={pendingId === delivery.id}
              disabled={delivery.state === 'sending'}
              aria-label={`Send again: ${kindLabels[delivery.kind]}`}
              onClick={() => {
                onSendAgain(delivery.id);
              }}
            >
              Send again
            </Button>
          }
        >
          <Group gap={8}>
            <Text size="sm" fw={600}>
              {kindLabels[delivery.kind]}
            </Text>
            <State state={delivery.state} />
          </Group>
          <Text size="xs" c="dimmed">
            Happened <RelativeTime instant={delivery.at} />
          </Text>
          <Attempt delivery={delivery} />
        </Item>
      ))}
    </ItemList>
  );
}

function State({ state }: Pick<WebhookDelivery, 'state'>) {
  switch (state) {
    case 'sent':
      return <ToneBadge tone="good" Icon={IconCheck} label="Sent" />;
    case 'waiting':
      return <ToneBadge tone="warn" Icon={IconClockPlus} label="Waiting" />;
    case 'sending':
      return <ToneBadge tone="busy" Icon={IconLoader2} label="Sending" />;
    case 'given-up':
      return <ToneBadge tone="bad" Icon={IconX} label="Given up" />;
  }
}

function Attempt({ delivery: { triedAt, status, fault, nextAt, attempts } }: { readonly delivery: WebhookDelivery }) {
  if (triedAt === undefined) return null;
  const answer = status === undefined ? fault : `Answered ${status}${fault === undefined ? '' : `: ${fault}`}`;
  return (
    <Text size="xs" c="dimmed">
      {answer}, <RelativeTime instant={triedAt} />
      {nextAt !== undefined && (
        <>
          . Tried {attempts === 1 ? 'once' : `${attempts} times`}, next <RelativeTime instant={nextAt} />
        </>
      )}
    </Text>
  );
}
