import { encode } from 'uqr';

interface QrCodeProps {
  readonly text: string;
  /** What it is, for whoever cannot see it. */
  readonly label: string;
}

/** Light modules around it, which scanners need (ISO/IEC 18004 §9.1). */
const border = 4;

/** A text to scan. It is dark on white whatever the theme: not all scanners read the reverse. */
export function QrCode({ text, label }: QrCodeProps) {
  const { size, data } = encode(text, { ecc: 'M', border });
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      width={208}
      height={208}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} rx={2} fill="#fff" />
      <path d={darkOf(data)} fill="#000" />
    </svg>
  );
}

function darkOf(rows: readonly (readonly boolean[])[]): string {
  return rows.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
}
