import type { CostReport } from '@cloudapp/contracts/costs';
import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router-dom';
import { formatCost } from '../../../lib/format/money.ts';
import { pathTo } from '../../../lib/paths.ts';
import { costKinds } from './cost-kinds.ts';
import { Bar } from './month-bars.tsx';
import classes from './costs.module.css';

interface CostLinesProps {
  readonly report: CostReport;
  /** Of blueprints, by id. */
  readonly names: ReadonlyMap<string, string>;
}

/** Who, or what, cost how much in a month, the dearest first. */
export function CostLines({ report, names }: CostLinesProps) {
  const { lines, further, unassigned, total, by } = report;
  return (
    <ol className={classes['lines']} aria-label={costKinds[by].list}>
      {lines.map((line) => (
        <li key={line.id} className={classes['line']}>
          <div className={classes['what']}>
            <Name line={line} by={by} names={names} />
          </div>
          <Bar share={total === 0 ? 0 : line.cost / total} />
          <div className={classes['cost']}>
            {formatCost(line.cost)}
            <Text size="xs" c="dimmed">
              {changeWords(line)}
            </Text>
          </div>
        </li>
      ))}
      {further.lines > 0 && <Rest label={`${further.lines.toLocaleString('en-US')} more`} cost={further.cost} />}
      {unassigned >= 0.01 && <Rest label={costKinds[by].rest} cost={unassigned} />}
    </ol>
  );
}

type Line = CostReport['lines'][number];

type NameProps = Pick<CostReport, 'by'> & Pick<CostLinesProps, 'names'> & { readonly line: Line };

function Name({ line: { id, name, email }, by, names }: NameProps) {
  const isPerson = by === 'person';
  if (by === 'group') {
    return (
      <Anchor component={Link} to={pathTo('users', { group: id })}>
        {id}
      </Anchor>
    );
  }
  if (by === 'cost-centre') return <span>{id}</span>;
  const isGone = isPerson && name === undefined;
  return (
    <>
      {isGone ? (
        <span>A deleted account</span>
      ) : (
        <Anchor component={Link} to={pathTo('fleet', isPerson ? { owner: id } : { blueprint: id })}>
          {isPerson ? name : (names.get(id) ?? id)}
        </Anchor>
      )}
      {isPerson && (
        <Text size="xs" c="dimmed" component="span">
          {isGone ? id : email}
        </Text>
      )}
    </>
  );
}

function Rest({ label, cost }: { readonly label: string; readonly cost: number }) {
  return (
    <li className={classes['line']}>
      <Text c="dimmed" component="span" className={classes['what'] ?? ''}>
        {label}
      </Text>
      <span className={classes['cost']}>{formatCost(cost)}</span>
    </li>
  );
}

/** "$1.20 more" than in the month before, in cents, since no more is shown. */
function changeWords({ cost, before }: Line): string {
  const cents = Math.round(cost * 100) - Math.round(before * 100);
  if (before === 0) return 'nothing before';
  if (cents === 0) return 'the same';
  return `${formatCost(Math.abs(cents) / 100)} ${cents > 0 ? 'more' : 'less'}`;
}
