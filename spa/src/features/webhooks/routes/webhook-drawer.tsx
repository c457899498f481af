import type { Webhook } from '@cloudapp/contracts/webhook';
import { useState } from 'react';
import { SideDialog } from '../../../components/dialog.tsx';
import { notifyDone } from '../../../components/notify.tsx';
import { useSaveWebhook } from '../api/webhooks.ts';
import { WebhookForm } from '../components/webhook-form.tsx';

interface WebhookDrawerProps {
  readonly opened: boolean;
  /** The one to change; absent for a new one. */
  readonly webhook: Webhook | undefined;
  readonly onClose: () => void;
  readonly onSecret: (secret: string) => void;
}

/** Adds a webhook, or changes one. */
export function WebhookDrawer({ opened, webhook, onClose, onSecret }: WebhookDrawerProps) {
  const save = useSaveWebhook();
  const [round, setRound] = useState(0);
  const startOver = () => {
    save.reset();
    setRound((current) => current + 1);
  };
  const onSaved = ({ name, secret }: { readonly name: string; readonly secret?: string | undefined }) => {
    onClose();
    if (secret === undefined) notifyDone(webhook ? `${name} is changed` : `${name} is added`);
    else onSecret(secret);
  };
  return (
    <SideDialog
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={startOver}
      closeOnClickOutside={false}
      position="right"
      size={560}
      title={webhook ? `Change ${webhook.name}` : 'Add webhook'}
    >
      <WebhookForm
        key={`${webhook?.id ?? 'new'} ${round}`}
        webhook={webhook}
        pending={save.isPending}
        error={save.error}
        onClose={onClose}
        onSubmit={(wish) => {
          save.mutate({ id: webhook?.id, wish }, { onSuccess: onSaved });
        }}
      />
    </SideDialog>
  );
}
