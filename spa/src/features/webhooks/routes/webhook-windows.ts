/** What the page of webhooks opens, downloaded in one piece: each piece more makes every page heavier. */
export { WebhookSecretDialog } from '../components/webhook-secret-dialog.tsx';
export { WebhookDeliveries } from './webhook-deliveries.tsx';
export { WebhookDrawer } from './webhook-drawer.tsx';
