import type { Factors } from '@cloudapp/contracts/second-factor';
import { Button, Text } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { IconDeviceMobile, IconFingerprint, IconKey } from '../../../components/icons.ts';
import { Item, ItemList } from '../../../components/item-list.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';

/** From so few recovery codes on it is time for new ones. */
const fewRecoveryCodes = 3;

export interface FactorActions {
  readonly onRemove: (factor: 'authenticator' | { readonly id: string; readonly name: string }) => void;
  readonly onNewCodes: () => void;
}

interface FactorListProps {
  readonly factors: Factors;
  /** What can be done with them. @default nothing */
  readonly actions?: FactorActions;
}

/** Whether there is more to an account than its password. */
export function hasFactor({ authenticator, passkeys }: Factors): boolean {
  return authenticator !== undefined || passkeys.length > 0;
}

/** Somebody's second factors, and how many recovery codes are left. */
export function FactorList({ factors, actions }: FactorListProps) {
  const { authenticator, passkeys, recoveryCodesLeft } = factors;
  return (
    <ItemList label="Second factors">
      {authenticator && (
        <FactorItem
          Icon={IconDeviceMobile}
          name="Authenticator app"
          onRemove={
            actions &&
            (() => {
              actions.onRemove('authenticator');
            })
          }
        >
          <Uses {...authenticator} />
        </FactorItem>
      )}
      {passkeys.map((passkey) => (
        <FactorItem
          key={passkey.id}
          Icon={IconFingerprint}
          name={passkey.name}
          onRemove={
            actions &&
            (() => {
              actions.onRemove(passkey);
            })
          }
        >
          Passkey, {passkey.isSynced ? 'synced between devices' : 'on one device only'} · <Uses {...passkey} />
        </FactorItem>
      ))}
      {hasFactor(factors) && <RecoveryCodes left={recoveryCodesLeft} onNew={actions?.onNewCodes} />}
    </ItemList>
  );
}

function Uses({ createdAt, lastUsedAt }: { readonly createdAt: string; readonly lastUsedAt?: string | undefined }) {
  return (
    <>
      added <RelativeTime instant={createdAt} /> ·{' '}
      {lastUsedAt === undefined ? (
        'never used'
      ) : (
        <>
          last used <RelativeTime instant={lastUsedAt} />
        </>
      )}
    </>
  );
}

interface FactorItemProps {
  readonly Icon: Icon;
  readonly name: string;
  readonly onRemove: (() => void) | undefined;
  readonly children: ReactNode;
}

function FactorItem({ Icon, name, onRemove, children }: FactorItemProps) {
  return (
    <Item
      Icon={Icon}
      action={
        onRemove && (
          <Button variant="default" size="xs" aria-label={`Remove ${name}`} onClick={onRemove}>
            Remove
          </Button>
        )
      }
    >
      <Text size="sm" fw={600}>
        {name}
      </Text>
      <Text size="xs" c="dimmed">
        {children}
      </Text>
    </Item>
  );
}

function RecoveryCodes({ left, onNew }: { readonly left: number; readonly onNew: (() => void) | undefined }) {
  const isFew = left <= fewRecoveryCodes;
  return (
    <Item
      Icon={IconKey}
      action={
        onNew && (
          <Button variant="default" size="xs" onClick={onNew}>
            New codes
          </Button>
        )
      }
    >
      <Text size="sm" fw={600}>
        Recovery codes
      </Text>
      <Text size="xs" c={isFew ? 'var(--app-warn)' : 'dimmed'}>
        {left === 0 ? 'None left' : `${isFew ? 'Only ' : ''}${left} left`}
        {isFew && onNew && ': make new ones before you need them'}
      </Text>
    </Item>
  );
}
