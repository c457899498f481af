import type { IdentityProvider } from '@cloudapp/contracts/identity-provider';
import { Button, Group, Text } from '@mantine/core';
import { IconCheck, IconDots, IconPlayerPause, IconTrash, IconUserCog, IconUsers } from '../../../components/icons.ts';
import { Item, ItemList } from '../../../components/item-list.tsx';
import { MenuButton } from '../../../components/menu/menu-button.tsx';
import { ToneBadge } from '../../../components/tone-badge.tsx';
import { formatCount } from '../../../lib/format/size.ts';
import { admittedBy } from './company-words.ts';

export type CompanyAction = 'change' | 'test' | 'remove';

interface CompanyListProps {
  readonly companies: readonly IdentityProvider[];
  readonly onAction: (action: CompanyAction, company: IdentityProvider) => void;
}

/** Companies: whether each is on, whom it lets in, and what its groups give. */
export function CompanyList({ companies, onAction }: CompanyListProps) {
  if (companies.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        None yet. Add your company’s directory, and its people sign in with the account that they have there: nobody
        needs another password, and who leaves the company no longer gets in.
      </Text>
    );
  }
  return (
    <ItemList label="Companies">
      {companies.map((company) => (
        <CompanyItem
          key={company.id}
          company={company}
          onAction={(action) => {
            onAction(action, company);
          }}
        />
      ))}
    </ItemList>
  );
}

interface CompanyItemProps {
  readonly company: IdentityProvider;
  readonly onAction: (action: CompanyAction) => void;
}

function CompanyItem({ company, onAction }: CompanyItemProps) {
  const { name, issuer, isEnabled, groupRules } = company;
  const rules = groupRules.length === 0 ? 'no group rules' : formatCount(groupRules.length, 'group rule');
  return (
    <Item
      Icon={IconUsers}
      action={
        <Group gap="xs" wrap="nowrap">
          <Button
            variant="default"
            size="xs"
            aria-label={`Test ${name}`}
            onClick={() => {
              onAction('test');
            }}
          >
            Test
          </Button>
          <MenuButton
            label={`Actions for ${name}`}
            entries={[
              {
                id: 'change',
                label: 'Change',
                Icon: IconUserCog,
                onChoose: () => {
                  onAction('change');
                },
              },
              {
                id: 'remove',
                label: 'Remove',
                Icon: IconTrash,
                isDangerous: true,
                isApart: true,
                onChoose: () => {
                  onAction('remove');
                },
              },
            ]}
          >
            <IconDots size={18} aria-hidden />
          </MenuButton>
        </Group>
      }
    >
      <Group gap={8}>
        <Text size="sm" fw={600}>
          {name}
        </Text>
        {isEnabled ? (
          <ToneBadge tone="good" Icon={IconCheck} label="On" />
        ) : (
          <ToneBadge tone="idle" Icon={IconPlayerPause} label="Off" />
        )}
      </Group>
      <Text size="xs" c="dimmed">
        {issuer}
      </Text>
      <Text size="xs" c="dimmed">
        {admittedBy(company)} · {rules}
      </Text>
    </Item>
  );
}
