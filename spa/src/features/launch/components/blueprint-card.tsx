import type { Blueprint } from '@cloudapp/contracts/blueprint';
import { Group, Text, Title } from '@mantine/core';
import { Link } from 'react-router-dom';
import { formatHourlyPrice } from '../../../lib/format/money.ts';
import { formatEstimate } from '../../../lib/format/relative-time.ts';
import { launchPath } from '../../../lib/paths.ts';
import { BlueprintIcon } from '../../../modules/blueprints/components/blueprint-icon.tsx';
import classes from './catalogue.module.css';

function lowestPrice(blueprint: Blueprint): number {
  return Math.min(...blueprint.sizes.map((size) => size.costPerHour));
}

export function BlueprintCard({ blueprint }: { readonly blueprint: Blueprint }) {
  return (
    <article className={classes['card']} aria-label={blueprint.name}>
      <Group gap="sm" wrap="nowrap">
        <BlueprintIcon icon={blueprint.icon} size={40} />
        <Title order={2} fz="inherit">
          <Link to={launchPath(blueprint.id)} className={classes['name']}>
            {blueprint.name}
          </Link>
        </Title>
      </Group>
      <Text size="sm" c="dimmed">
        {blueprint.summary}
      </Text>
      <div className={classes['facts']}>
        <span
          title={
            blueprint.learnt ? 'Learnt from real launches' : 'A first guess, until there are launches to learn from'
          }
        >
          Ready in {formatEstimate(blueprint.expectedSeconds)}
        </span>
        <span>from {formatHourlyPrice(lowestPrice(blueprint))}</span>
      </div>
    </article>
  );
}
