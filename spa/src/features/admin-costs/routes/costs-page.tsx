import type { CostKind, CostsByMonth } from '@cloudapp/contracts/costs';
import { monthWords } from '@cloudapp/contracts/months';
import { Button, Group, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { BackLink } from '../../../components/back-link.tsx';
import { IconDownload } from '../../../components/icons.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Page } from '../../../components/page.tsx';
import { Section } from '../../../components/section.tsx';
import { formatCost } from '../../../lib/format/money.ts';
import { paths } from '../../../lib/paths.ts';
import { useMedia } from '../../../lib/use-media.ts';
import { blueprintsQuery } from '../../../modules/blueprints/api/blueprints.ts';
import { costReportQuery, costsByMonthQuery, costsFileAddress } from '../api/costs.ts';
import { costKinds } from '../components/cost-kinds.ts';
import { CostLines } from '../components/cost-lines.tsx';
import { MonthBars } from '../components/month-bars.tsx';
import { monthBeforeWords } from '../components/month-words.ts';
import { useCostsAddress } from './use-costs-address.ts';

export function CostsPage() {
  const months = useQuery(costsByMonthQuery);
  return (
    <Page
      title="Costs"
      description="What machines cost by AWS’s list prices. Traffic comes on top. Months are those of UTC."
      back={<BackLink to={paths.overview}>Overview</BackLink>}
    >
      <Loaded
        query={months}
        failure="The costs could not be loaded"
        skeleton={<Skeleton height={420} radius="lg" aria-busy="true" />}
      >
        {(loaded) => <Costs months={loaded.months} />}
      </Loaded>
    </Page>
  );
}

function Costs({ months }: { readonly months: CostsByMonth['months'] }) {
  const thisMonth = months.at(-1)?.month ?? '';
  const { month, by, setBy, addressOf } = useCostsAddress(thisMonth);
  const first = months.findIndex(({ cost }) => cost > 0);
  const shown = months.slice(first === -1 ? -1 : first).reverse();
  return (
    <Stack gap="md">
      <Section
        title="By month"
        actions={<Download label="All months as CSV" from={months[0]?.month ?? ''} to={thisMonth} />}
      >
        <MonthBars months={shown} shown={month} addressOf={addressOf} />
      </Section>
      <Month month={month} by={by} total={months.find((one) => one.month === month)?.cost} onBy={setBy} />
    </Stack>
  );
}

const kinds = Object.entries(costKinds).map(([value, { choice }]) => ({ value: value as CostKind, label: choice }));

interface MonthProps {
  readonly month: string;
  readonly by: CostKind;
  /** Of a month that is not among those above it comes with its people. */
  readonly total: number | undefined;
  readonly onBy: (by: CostKind) => void;
}

function Month({ month, by, total, onBy }: MonthProps) {
  const isNarrow = useMedia('(max-width: 40em)');
  const report = useQuery(costReportQuery(month, by));
  const { data: catalogue } = useQuery(blueprintsQuery);
  const names = useMemo(() => new Map(catalogue?.map(({ id, name }) => [id, name])), [catalogue]);
  return (
    <Section
      title={monthWords(month)}
      description={`${formatCost(total ?? report.data?.total ?? 0)} in all, compared with ${monthBeforeWords(month)}`}
      actions={
        <Group gap="sm">
          <SegmentedControl
            aria-label="Costs by"
            value={by}
            onChange={onBy}
            data={kinds}
            orientation={isNarrow ? 'vertical' : 'horizontal'}
          />
          <Download label="CSV" name={`CSV of ${monthWords(month)}`} from={month} to={month} />
        </Group>
      }
    >
      <Loaded
        query={report}
        failure="The costs of this month could not be loaded"
        skeleton={<Skeleton height={260} radius="md" aria-busy="true" />}
        isPart
      >
        {(loaded) =>
          loaded.total === 0 ? (
            <Text c="dimmed">No machine cost anything in {monthWords(loaded.month)}.</Text>
          ) : (
            <div aria-busy={report.isPlaceholderData}>
              <CostLines report={loaded} names={names} />
            </div>
          )
        }
      </Loaded>
    </Section>
  );
}

interface DownloadProps {
  readonly label: string;
  /** Said in place of the label where that says too little by itself. */
  readonly name?: string;
  readonly from: string;
  readonly to: string;
}

function Download({ label, name, from, to }: DownloadProps) {
  return (
    <Button
      variant="default"
      component="a"
      href={costsFileAddress(from, to)}
      download
      leftSection={<IconDownload size={16} aria-hidden />}
      aria-label={name}
    >
      {label}
    </Button>
  );
}
