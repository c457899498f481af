import { Button, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { usePageHeading } from '../../../lib/use-page-heading.ts';
import { signOut, useCurrentSession } from '../../../modules/account/session.ts';
import { factorsQuery } from '../../../modules/second-factors/api/factors.ts';
import { OwnFactors } from '../../../modules/second-factors/own-factors.tsx';
import { useRequest } from '../../../lib/use-request.ts';
import { Entrance } from '../../../components/entrance.tsx';

/** The only page open to somebody who had to set up a second factor and has not. */
export function SecondFactorPage() {
  const heading = usePageHeading('Set up a second factor');
  const { secondFactorDue: due } = useCurrentSession();
  const factors = useQuery(factorsQuery());
  const leave = useRequest(signOut);
  return (
    <Entrance>
      <Stack gap="md">
        <Stack gap={4}>
          <Title order={1} fz="1.375rem" ref={heading} tabIndex={-1}>
            Set up a second factor
          </Title>
          <Text size="sm" c="dimmed">
            Your administrators ask for one besides the password
            {due !== undefined && (
              <>
                , and the time for it ended <RelativeTime instant={due} />
              </>
            )}
            . As soon as you have one, everything opens again. Your machines keep running.
          </Text>
        </Stack>
        <Loaded
          query={factors}
          isPart
          failure="What you have could not be loaded"
          skeleton={<Skeleton height={76} aria-busy="true" />}
        >
          {(own) => <OwnFactors factors={own} isMain />}
        </Loaded>
        {leave.error instanceof Error && <ErrorNotice error={leave.error} title="You are still signed in" />}
        <Button
          variant="subtle"
          color="gray"
          onClick={() => {
            leave.send(undefined);
          }}
        >
          Sign out
        </Button>
      </Stack>
    </Entrance>
  );
}
