import type { Webhook } from '@cloudapp/contracts/webhook';
import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { SideDialog } from '../../../components/dialog.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { deliveriesQuery, useSend } from '../api/webhooks.ts';
import { DeliveryList } from '../components/delivery-list.tsx';

interface WebhookDeliveriesProps {
  readonly opened: boolean;
  readonly webhook: Webhook;
  readonly onClose: () => void;
}

/** The last deliveries of a webhook as they come, and a test. */
export function WebhookDeliveries({ opened, webhook: { id, name }, onClose }: WebhookDeliveriesProps) {
  const deliveries = useQuery({ ...deliveriesQuery(id), enabled: opened });
  const send = useSend(id);
  const isTest = send.variables === undefined;
  return (
    <SideDialog opened={opened} onClose={onClose} position="right" size={560} title={`Deliveries of ${name}`}>
      <Stack gap="lg">
        <Group justify="space-between" align="flex-start" gap="sm">
          <Text size="sm" c="dimmed" flex="1 1 14rem">
            The last 20, each for 30 days. What is not taken is tried again for a day, with longer and longer pauses.
          </Text>
          <Button
            variant="default"
            data-autofocus
            loading={send.isPending && isTest}
            onClick={() => {
              send.mutate(undefined);
            }}
          >
            Send a test
          </Button>
        </Group>
        <div role="status">
          {send.isSuccess && <Text size="sm">It is on its way, and shows here within a minute.</Text>}
        </div>
        {send.error && (
          <ErrorNotice error={send.error} title={isTest ? 'The test was not sent' : 'It was not sent again'} />
        )}
        <Loaded
          query={deliveries}
          isPart
          failure="The deliveries could not be loaded"
          skeleton={<Skeleton height={180} radius="md" aria-busy="true" />}
        >
          {({ items }) => (
            <DeliveryList
              deliveries={items}
              pendingId={send.isPending ? send.variables : undefined}
              onSendAgain={send.mutate}
            />
          )}
        </Loaded>
      </Stack>
    </SideDialog>
  );
}
