import type { FailureCode, StartRefusalCode } from '@cloudapp/contracts/failure-codes';
import type { Instance } from '@cloudapp/contracts/instance';
import { Anchor, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { Notice } from '../../../components/notice.tsx';
import { launchPath } from '../../../lib/paths.ts';

/** What kind of trouble it is, where that tells whom it is for; the sentence below says the rest. */
const titles: Partial<Record<FailureCode | StartRefusalCode, string>> = {
  capacity: 'AWS has no room for this machine',
  'account-limit': 'The AWS account may not run more',
  unauthorised: 'AWS does not let CloudApp do this',
  'disk-key': 'AWS may not use the key of the disk',
  'never-reported': 'This machine never reported',
  'mirror-silent': 'Debian’s mirror did not answer',
  'source-silent': 'A download did not come',
  'package-missing': 'A package does not exist',
  'disk-full': 'The disk is full',
  'clock-behind': 'The machine’s clock is behind',
};

interface FailureNoticeProps {
  readonly machine: Instance;
  /** What to try a launch again with that AWS had no room for. */
  readonly otherSizes: ReactNode;
}

/** What went wrong with a machine, or why it could not be started. */
export function FailureNotice({ machine, otherSizes }: FailureNoticeProps) {
  const { failure, startRefusal, state, blueprint } = machine;
  if (failure !== undefined) {
    const title = titles[failure.code] ?? (state === 'failed' ? 'This machine failed' : 'Something went wrong');
    return (
      <Notice tone="bad" title={title} role="alert">
        <Text size="sm">{failure.message}</Text>
        {otherSizes}
      </Notice>
    );
  }
  if (startRefusal === undefined) return null;
  return (
    <Notice tone="warn" title={titles[startRefusal.code] ?? 'This machine was not started'} role="alert">
      <Text size="sm">{startRefusal.message}</Text>
      {startRefusal.code === 'capacity' && (
        <Anchor component={Link} to={launchPath(blueprint.id)} size="sm" underline="always">
          Launch one of another size
        </Anchor>
      )}
    </Notice>
  );
}
