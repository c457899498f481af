/** As many colours as one can tell apart; each holds 3:1 against the surface in both schemes (palette.module.css). */
export const paletteSize = 10;

export function paletteColor(place: number): string {
  return `var(--chart-${(place % paletteSize) + 1})`;
}

export const goodColor = paletteColor(0);
export const badColor = 'var(--chart-bad)';
export const otherColor = 'var(--chart-other)';
