import type { Instance } from '@cloudapp/contracts/instance';
import type { User } from '@cloudapp/contracts/user';
import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router-dom';
import { Notice } from '../../../components/notice.tsx';
import { formatCount } from '../../../lib/format/size.ts';
import { machinePath } from '../../../lib/paths.ts';
import { stateLabels } from '../../../modules/machines/components/state-labels.ts';
import classes from './launch-view.module.css';

interface QuotaUsedUpProps {
  readonly quota: User['quota'];
  readonly machines: readonly Instance[];
}

/** Says before the form that nothing can be launched, and what can be ended to change that. */
export function QuotaUsedUp({ quota, machines }: QuotaUsedUpProps) {
  return (
    <Notice tone="warn" title={`Your quota of ${formatCount(quota.limit, 'machine')} is used up`}>
      <Text size="sm">
        {machines.length > 0
          ? 'Delete one of these to make room, or ask an administrator for a larger quota. Stopped machines count too.'
          : 'Ask an administrator for a larger quota.'}
      </Text>
      <ul className={classes['machines']}>
        {machines.map((machine) => (
          <li key={machine.id}>
            <Anchor component={Link} to={machinePath(machine.id)} inherit underline="always">
              {machine.name}
            </Anchor>
            , {machine.blueprint.name}, {stateLabels[machine.state].toLowerCase()}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
