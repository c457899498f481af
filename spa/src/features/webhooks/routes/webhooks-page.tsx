import type { Webhook } from '@cloudapp/contracts/webhook';
import { Button, Paper, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { BackLink } from '../../../components/back-link.tsx';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { IconBell, IconPlus } from '../../../components/icons.ts';
import { lazyDialog } from '../../../components/lazy-dialog.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { Page } from '../../../components/page.tsx';
import { paths } from '../../../lib/paths.ts';
import { useRemoveWebhook, webhooksQuery } from '../api/webhooks.ts';
import { WebhookList, type WebhookAction } from '../components/webhook-list.tsx';

const WebhookDrawer = lazyDialog(async () => (await import('./webhook-windows.ts')).WebhookDrawer);
const WebhookDeliveries = lazyDialog(async () => (await import('./webhook-windows.ts')).WebhookDeliveries);
const WebhookSecretDialog = lazyDialog(async () => (await import('./webhook-windows.ts')).WebhookSecretDialog);

export function WebhooksPage() {
  const webhooks = useQuery(webhooksQuery);
  const remove = useRemoveWebhook();
  /** What is open, if anything. */
  const [open, setOpen] = useState<WebhookAction | 'secret'>();
  /** Of which; it stays while what is open goes from the screen. */
  const [chosen, setChosen] = useState<Webhook>();
  const [secret, setSecret] = useState<string>();
  const list = useRef<HTMLDivElement>(null);
  const show = (action: WebhookAction, webhook?: Webhook) => {
    remove.reset();
    setChosen(webhook);
    setOpen(action);
  };
  const close = () => {
    setOpen(undefined);
  };
  const onRemoved = () => {
    close();
    // The button that had the focus is gone with its webhook.
    list.current?.focus({ preventScroll: true });
  };
  const add = (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => {
        show('change');
      }}
    >
      Add webhook
    </Button>
  );
  const hasSome = webhooks.data !== undefined && webhooks.data.items.length > 0;
  return (
    <Page
      title="Webhooks"
      description="Programs and chats that are told at once of what happens."
      back={<BackLink to={paths.audit}>Audit log</BackLink>}
      actions={hasSome && add}
    >
      <Loaded
        query={webhooks}
        failure="The webhooks could not be loaded"
        skeleton={<Skeleton height={230} radius="lg" aria-busy="true" />}
      >
        {({ items }) => (
          <div ref={list} tabIndex={-1}>
            {items.length === 0 ? (
              <EmptyState Icon={IconBell} title="No webhooks yet" action={add}>
                Have Slack, Microsoft Teams or a program of yours told when a machine fails, will be deleted, or
                somebody signs in from a new browser.
              </EmptyState>
            ) : (
              <Paper p={{ base: 'md', sm: 'lg' }}>
                <WebhookList webhooks={items} onAction={show} />
              </Paper>
            )}
          </div>
        )}
      </Loaded>
      <WebhookDrawer
        opened={open === 'change'}
        webhook={chosen}
        onClose={close}
        onSecret={(made) => {
          setSecret(made);
          setOpen('secret');
        }}
      />
      <WebhookSecretDialog
        opened={open === 'secret'}
        secret={secret}
        onClose={close}
        onForget={() => {
          setSecret(undefined);
        }}
      />
      {chosen && <WebhookDeliveries opened={open === 'deliveries'} webhook={chosen} onClose={close} />}
      {chosen && (
        <ConfirmDialog
          opened={open === 'remove'}
          title={`Remove ${chosen.name}?`}
          confirmLabel="Remove"
          isDangerous
          pending={remove.isPending}
          error={remove.error}
          failureTitle="The webhook was not removed"
          onClose={close}
          onConfirm={() => {
            remove.mutate(chosen.id, { onSuccess: onRemoved });
          }}
        >
          <Text size="sm">
            Nothing is sent there from then on, also not what still waits. Its secret and its list of deliveries are
            gone.
          </Text>
        </ConfirmDialog>
      )}
    </Page>
  );
}
