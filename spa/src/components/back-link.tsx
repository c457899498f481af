import { Anchor, Group } from '@mantine/core';
import { Link } from 'react-router-dom';
import { IconArrowLeft } from './icons.ts';

interface BackLinkProps {
  readonly to: string;
  readonly children: string;
}

/** The way back to the page above. */
export function BackLink({ to, children }: BackLinkProps) {
  return (
    <Anchor component={Link} to={to} size="sm">
      <Group gap={6} component="span" display="inline-flex">
        <IconArrowLeft size={16} aria-hidden />
        {children}
      </Group>
    </Anchor>
  );
}
