import { rehearsedRules, type RehearsalSum, type RehearsedRule } from '@cloudapp/contracts/rehearsal-sum';
import { SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { formatDay } from '../../../lib/format/day.ts';
import { formatCost } from '../../../lib/format/money.ts';
import { formatCount, formatNumber } from '../../../lib/format/size.ts';
import type { Rehearsal } from '../api/rehearsal.ts';

const dayMs = 86_400_000;
const days = 30;

const names: Readonly<Record<RehearsedRule, string>> = {
  budget: 'Budget',
  lease: 'Longest time',
  hours: 'Hours of new machines',
  idle: 'Idle machines',
};

/** What rules would have done: the figures, on what they are based, and which machines were met most. */
export function RehearsalResult({ rehearsal }: { readonly rehearsal: Rehearsal }) {
  const { sum } = rehearsal;
  if (sum.machines.looked === 0) return <Text size="sm">Nobody had a machine in the last 30 days.</Text>;
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {basisOf(rehearsal)}
      </Text>
      {sum.machines.met === 0 ? <Text size="sm">They would have met no machine.</Text> : <Figures sum={sum} />}
    </Stack>
  );
}

/** "Based on 12 of 30 days: use has been recorded since 19 Nov. 3 machines say nothing of what they do." */
function basisOf({ until, sum }: Rehearsal): string {
  const { knownSince, machines } = sum;
  const unknown = [
    ...(machines.unknown > 0
      ? [`${formatCount(machines.unknown, 'machine')} that ran said nothing of what they do.`]
      : []),
    ...(machines.leftOut > 0 ? ['Of somebody with very many machines only the newest were looked at.'] : []),
  ];
  if (knownSince === undefined) return ['Nothing is known yet of what machines did.', ...unknown].join(' ');
  const known = Math.min(days, Math.max(1, Math.round((Date.parse(until) - Date.parse(knownSince)) / dayMs)));
  const since = known < days ? `: use has been recorded since ${formatDay(knownSince)}` : '';
  return [`Based on ${known} of ${days} days${since}.`, ...unknown].join(' ');
}

function Figures({ sum }: { readonly sum: RehearsalSum }) {
  const more = [
    ...(sum.startedAgain > 0
      ? [`${formatCount(sum.startedAgain, 'time')} somebody would have had to start one again.`]
      : []),
    ...(sum.refused > 0 ? [`${formatCount(sum.refused, 'start')} would have been refused.`] : []),
    ...(sum.hoursAdded > 0 ? [`Hours would have had machines run for ${hoursIn(sum.hoursAdded)} that were off.`] : []),
  ];
  return (
    <>
      <SimpleGrid component="dl" cols={{ base: 2, sm: 4 }} m={0}>
        <Figure
          label="Machines met"
          value={`${formatNumber(sum.machines.met)} of ${formatNumber(sum.machines.looked)}`}
        />
        <Figure label="People met" value={`${formatNumber(sum.people.met)} of ${formatNumber(sum.people.looked)}`} />
        <Figure label="Saved" value={`${hoursIn(sum.hoursSaved)}, ${dollarsIn(sum.dollarsSaved)}`} />
        <Figure label="Jobs or typing cut off" value={formatNumber(sum.cutOff)} />
      </SimpleGrid>
      {more.length > 0 && <Text size="sm">{more.join(' ')}</Text>}
      <RuleTable sum={sum} />
      <MachineTable sum={sum} />
    </>
  );
}

function Figure({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <Text component="dt" size="sm" c="dimmed">
        {label}
      </Text>
      <Text component="dd" m={0} fw={600}>
        {value}
      </Text>
    </div>
  );
}

function RuleTable({ sum }: { readonly sum: RehearsalSum }) {
  const met = rehearsedRules.filter((rule) => sum.rules[rule].machines > 0);
  return (
    <Table.ScrollContainer minWidth={320}>
      <Table aria-label="By rule">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Rule</Table.Th>
            <Table.Th>Machines</Table.Th>
            <Table.Th>Stops</Table.Th>
            <Table.Th>Cut off</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {met.map((rule) => (
            <Table.Tr key={rule}>
              <Table.Td>{names[rule]}</Table.Td>
              <Table.Td>{formatNumber(sum.rules[rule].machines)}</Table.Td>
              <Table.Td>{formatNumber(sum.rules[rule].stops)}</Table.Td>
              <Table.Td>{formatNumber(sum.rules[rule].cutOff)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function MachineTable({ sum }: { readonly sum: RehearsalSum }) {
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table aria-label="Machines that would have been met most">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Machine</Table.Th>
            <Table.Th>Stops</Table.Th>
            <Table.Th>Saved</Table.Th>
            <Table.Th>Cut off</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sum.most.map(({ id, name, ownerName, blueprintName, isEnded, stops, hoursSaved, dollarsSaved, cutOff }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                  {name}
                  {isEnded && ' (deleted)'}
                </Text>
                <Text size="xs" c="dimmed">
                  {ownerName}, {blueprintName}
                </Text>
              </Table.Td>
              <Table.Td>{formatNumber(stops)}</Table.Td>
              <Table.Td>
                {hoursIn(hoursSaved)}, {dollarsIn(dollarsSaved)}
              </Table.Td>
              <Table.Td>{formatNumber(cutOff)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function hoursIn(hours: number): string {
  return `${formatNumber(hours < 10 ? Math.round(hours * 10) / 10 : Math.round(hours))} h`;
}

function dollarsIn(dollars: number): string {
  return dollars < 0 ? `−${formatCost(-dollars)}` : formatCost(dollars);
}
