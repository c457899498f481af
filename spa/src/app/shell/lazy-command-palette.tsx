import { lazy, Suspense, useState } from 'react';

const CommandPalette = lazy(async () => ({
  default: (await import('../command-palette/command-palette.tsx')).CommandPalette,
}));

interface LazyCommandPaletteProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The palette is downloaded when it is first opened, and stays for its closing motion. */
export function LazyCommandPalette({ opened, onClose }: LazyCommandPaletteProps) {
  const [wanted, setWanted] = useState(false);
  if (opened && !wanted) setWanted(true);
  if (!wanted) return null;
  return (
    <Suspense>
      <CommandPalette opened={opened} onClose={onClose} />
    </Suspense>
  );
}
