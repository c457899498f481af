import type { FailureCode, Instance } from '@cloudapp/contracts/instance';
import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router-dom';
import { Notice } from '../../../components/notice.tsx';
import { launchPath } from '../../../lib/paths.ts';

/** What kind of trouble it is, where that tells whom it is for; the sentence below says the rest. */
const titles: Partial<Record<FailureCode, string>> = {
  capacity: 'AWS has no room for this machine',
  'account-limit': 'The AWS account may not run more',
  unauthorised: 'AWS does not let CloudApp do this',
  'disk-key': 'AWS may not use the key of the disk',
  'never-reported': 'This machine never reported',
};

export function FailureNotice({ machine }: { readonly machine: Instance }) {
  const { failure, state, blueprint } = machine;
  if (failure === undefined) return null;
  const title = titles[failure.code] ?? (state === 'failed' ? 'This machine failed' : 'Something went wrong');
  return (
    <Notice tone="bad" title={title} role="alert">
      <Text size="sm">{failure.message}</Text>
      {failure.code === 'capacity' && (
        <Anchor component={Link} to={launchPath(blueprint.id)} size="sm" underline="always">
          Choose another size
        </Anchor>
      )}
    </Notice>
  );
}
