interface LogoProps {
  readonly size?: number;
}

/** The mark; the name stands beside it as text. */
export function Logo({ size = 24 }: LogoProps) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" style={{ display: 'block', flex: 'none' }}>
      <rect width="32" height="32" rx="8" fill="var(--mantine-primary-color-filled)" />
      <g fill="none" stroke="#fff" strokeLinejoin="round" strokeLinecap="round">
        <path d="M10.2 22a4.7 4.7 0 0 1-.6-9.36 6.6 6.6 0 0 1 12.6-.5A5 5 0 0 1 21.8 22Z" strokeWidth="2.2" />
        <path d="m13.4 15.6 2.4 2-2.4 2" strokeWidth="1.9" />
      </g>
    </svg>
  );
}
