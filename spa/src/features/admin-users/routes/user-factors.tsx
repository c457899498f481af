import type { Factors } from '@cloudapp/contracts/second-factor';
import type { User } from '@cloudapp/contracts/user';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { notifyDone } from '../../../components/notify.tsx';
import { ListSkeleton } from '../../../components/page-skeleton.tsx';
import { factorsQuery, useResetFactors } from '../../../modules/second-factors/api/factors.ts';
import { FactorList, hasFactor } from '../../../modules/second-factors/components/factor-list.tsx';
import { UserFailure } from '../components/user-failure.tsx';

interface UserFactorsProps {
  readonly user: User;
  readonly isSelf: boolean;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The second factors of a user, for administrators, who reset them for whoever has lost them. */
export function UserFactors({ user, isSelf, opened, onClose }: UserFactorsProps) {
  const factors = useQuery(factorsQuery(user.id));
  return (
    <Dialog opened={opened} onClose={onClose} title={`Second factors of ${user.name}`} centered size="lg">
      <Loaded
        query={factors}
        isPart
        failure="The second factors could not be loaded"
        skeleton={<ListSkeleton rows={2} height={56} />}
      >
        {(found) =>
          hasFactor(found) ? (
            <Resettable user={user} isSelf={isSelf} factors={found} onReset={onClose} />
          ) : (
            <Text size="sm">{user.name} has none: the password alone opens the account.</Text>
          )
        }
      </Loaded>
    </Dialog>
  );
}

interface ResettableProps extends Pick<UserFactorsProps, 'user' | 'isSelf'> {
  readonly factors: Factors;
  readonly onReset: () => void;
}

function Resettable({ user, isSelf, factors, onReset }: ResettableProps) {
  const reset = useResetFactors();
  const [isAsking, setAsking] = useState(false);
  const onSuccess = () => {
    setAsking(false);
    onReset();
    notifyDone(`${user.name} has no second factors any more`);
  };
  return (
    <Stack gap="md">
      <FactorList factors={factors} />
      {isSelf ? (
        <Text size="sm" c="dimmed">
          These are your own: you change them in your profile.
        </Text>
      ) : (
        <Group justify="flex-end">
          <Button
            variant="default"
            onClick={() => {
              reset.reset();
              setAsking(true);
            }}
          >
            Reset
          </Button>
        </Group>
      )}
      <ConfirmDialog
        opened={isAsking}
        title={`Reset the second factors of ${user.name}?`}
        confirmLabel="Reset"
        isDangerous
        pending={reset.isPending}
        onClose={() => {
          setAsking(false);
        }}
        onConfirm={() => {
          reset.mutate(user.id, { onSuccess });
        }}
      >
        <Text size="sm">
          All of the above are removed. {user.name} is signed out everywhere, and from then on the password alone opens
          the account, until they set up others. Be sure that it was {user.name} who asked you.
        </Text>
        <UserFailure error={reset.error} title="Nothing was reset" user={user} />
      </ConfirmDialog>
    </Stack>
  );
}
