import { Group, Text, type GroupProps } from '@mantine/core';
import { Logo } from './logo.tsx';

interface BrandProps extends GroupProps {
  readonly size: number;
}

/** The mark and the name beside it, where the shell with its own is not around. */
export function Brand({ size, ...group }: BrandProps) {
  return (
    <Group gap="sm" {...group}>
      <Logo size={size} />
      <Text fw={650} fz="lg" lts="-0.011em">
        CloudApp
      </Text>
    </Group>
  );
}
