import type { Blueprint } from '@cloudapp/contracts/blueprint';
import { Button, Stack, Text } from '@mantine/core';
import { useId } from 'react';
import { formatHourlyPrice } from '../../../lib/format/money.ts';
import { formatSize, formatSizeName } from '../../../lib/format/size.ts';
import classes from './other-sizes.module.css';

interface OtherSizesProps {
  readonly sizes: Blueprint['sizes'];
  readonly disabled: boolean;
  readonly onChoose: (size: Blueprint['sizes'][number]['id']) => void;
}

/** The sizes that a machine can be launched in instead of the one that there is no room for, each a button with its price. */
export function OtherSizes({ sizes, disabled, onChoose }: OtherSizesProps) {
  const labelId = useId();
  return (
    <Stack gap="xs" mt="xs">
      <Text size="sm" id={labelId}>
        {sizes.length > 0
          ? 'Try again with another size, which may have room:'
          : 'The blueprint has no other size. Try again later.'}
      </Text>
      <div role="group" aria-labelledby={labelId} className={classes['sizes']}>
        {sizes.map((size) => (
          <Button
            key={size.id}
            variant="default"
            h="auto"
            py="xs"
            disabled={disabled}
            onClick={() => {
              onChoose(size.id);
            }}
          >
            <Stack gap={0} align="flex-start">
              <span>{formatSizeName(size.id)}</span>
              <Text span size="xs">
                {formatSize(size)}
              </Text>
              <Text span size="xs">
                {formatHourlyPrice(size.costPerHour)}
              </Text>
            </Stack>
          </Button>
        ))}
      </div>
    </Stack>
  );
}
