import { Button, Group, NumberInput, Stack, Switch, Text } from '@mantine/core';
import { budgetBounds, type PersonDraft } from './budgets-draft.ts';

interface PersonBudgetProps {
  readonly person: PersonDraft;
  readonly onChange: (part: Partial<PersonDraft>) => void;
  readonly onRemove: () => void;
}

/** What holds for one person in place of what holds for everybody. */
export function PersonBudget({ person, onChange, onRemove }: PersonBudgetProps) {
  const { name, email, monthly, isExempt } = person;
  return (
    <li style={{ listStyle: 'none', padding: '0.75rem 0', borderTop: '1px solid var(--mantine-color-default-border)' }}>
      <Group justify="space-between" align="center" gap="sm">
        <Stack gap={0} miw="12rem" flex="1 1 12rem">
          <Text size="sm" fw={600}>
            {name}
          </Text>
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {email}
          </Text>
        </Stack>
        <NumberInput
          aria-label={`Budget of ${name}`}
          placeholder="As for each person"
          w="13rem"
          prefix="$"
          suffix=" a month"
          allowNegative={false}
          decimalScale={2}
          thousandSeparator=","
          min={budgetBounds.least}
          max={budgetBounds.most}
          value={monthly}
          onChange={(amount) => {
            onChange({ monthly: amount });
          }}
        />
        <Switch
          label="Exempt"
          aria-label={`${name} is exempt`}
          checked={isExempt}
          onChange={(event) => {
            onChange({ isExempt: event.currentTarget.checked });
          }}
        />
        <Button variant="default" size="xs" aria-label={`Remove ${name}`} onClick={onRemove}>
          Remove
        </Button>
      </Group>
    </li>
  );
}
