import type { AuditDayProof, AuditFinding } from '@cloudapp/contracts/audit-proof';
import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from 'react-router-dom';
import { IconAlertTriangle } from '../../../components/icons.ts';
import { ToneBadge } from '../../../components/tone-badge.tsx';
import { pathTo } from '../../../lib/paths.ts';
import { AuditEventList } from '../../../modules/audit/components/audit-event-list.tsx';

const names: Readonly<Record<AuditFinding['kind'], string>> = {
  changed: 'Changed',
  removed: 'Removed',
  inserted: 'Inserted',
  reordered: 'Reordered',
  'forged-root': 'Forged signature',
  'unknown-key': 'Unknown key',
  'missing-root': 'Signature missing',
  unreadable: 'Unreadable',
  'cut-off': 'Cut off',
};

/** What is wrong, by name, with what stands there now. */
export function FindingList({ proofs }: { readonly proofs: readonly AuditDayProof[] }) {
  return (
    <Stack gap="md" component="ul" p={0} m={0} aria-label="What is wrong" style={{ listStyle: 'none' }}>
      {proofs.flatMap(({ day, findings, furtherFindings }) => [
        ...findings.map((finding, index) => <FindingItem key={`${day} ${index}`} day={day} finding={finding} />),
        ...(furtherFindings > 0 ? [<li key={`${day} more`}>{`${furtherFindings} more on ${day}`}</li>] : []),
      ])}
    </Stack>
  );
}

function FindingItem({ day, finding }: { readonly day: string; readonly finding: AuditFinding }) {
  const { kind, detail, chain, position, event } = finding;
  const place = chain === undefined ? day : `${chain}, position ${position ?? '?'}`;
  return (
    <li>
      <ToneBadge tone="bad" Icon={IconAlertTriangle} label={names[kind]} />
      <Text size="sm" component="span" ml="xs">
        {`${place}: ${detail}. `}
        <Anchor component={Link} to={pathTo('audit', { from: day, to: day })} size="sm">
          {`Log of ${day}`}
        </Anchor>
      </Text>
      {event && <AuditEventList events={[event]} label="What stands there now" />}
    </li>
  );
}
