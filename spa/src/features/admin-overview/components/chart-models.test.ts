import type { StatsSeries } from '@cloudapp/contracts/stats';
import { describe, expect, it } from 'vitest';
import { isFlat } from './chart-model.ts';
import { launchesModel, machinesModel, timeToReadyModel } from './chart-models.ts';
import { otherColor, paletteColor, paletteSize } from './palette.ts';

function seriesOf(machines: Record<string, number>): StatsSeries {
  const zeros = { launches: 0, ready: 0, failures: 0, signIns: 0, failedSignIns: 0, cost: 0 };
  return { period: '7d', bucket: 'day', points: [{ at: '2026-11-24T00:00:00.000Z', ...zeros, machines }] };
}

const names = new Map([
  ['postgresql', 'PostgreSQL server'],
  ['docker-host', 'Docker host'],
]);

describe('machinesModel', () => {
  it('keeps a blueprint its colour whether or not others have machines', () => {
    const { series } = machinesModel(seriesOf({ 'docker-host': 2, postgresql: 0 }), names);

    expect(series).toMatchObject([{ label: 'Docker host', color: paletteColor(1) }]);
  });

  it('still shows a blueprint that left the catalogue', () => {
    const { series } = machinesModel(seriesOf({ gone: 1 }), names);

    expect(series).toMatchObject([{ id: 'gone', label: 'gone', color: otherColor }]);
  });

  it('adds up what exceeds the palette', () => {
    const many = Array.from({ length: paletteSize + 2 }, (_, index) => `blueprint-${index}`);

    const model = machinesModel(
      seriesOf(Object.fromEntries(many.map((id) => [id, 1]))),
      new Map(many.map((id) => [id, id])),
    );

    expect(model.series).toHaveLength(paletteSize);
    expect(model.rows[0]?.values['other']).toBe(3);
  });
});

describe('isFlat', () => {
  it('is true when nothing but zeros would be drawn', () => {
    expect(isFlat(launchesModel(seriesOf({ postgresql: 3 })))).toBe(true);
  });
});

describe('timeToReadyModel', () => {
  it('leaves out blueprints of which none got ready', () => {
    const item = { launches: 1, ready: 0, failed: 1, cost: 0 };

    const { rows } = timeToReadyModel(
      {
        period: '7d',
        items: [
          { blueprintId: 'docker-host', ...item },
          { blueprintId: 'postgresql', ...item, secondsToReady: { p50: 60, p95: 90 } },
        ],
      },
      names,
    );

    expect(rows.map(({ label }) => label)).toEqual(['PostgreSQL server']);
  });
});
