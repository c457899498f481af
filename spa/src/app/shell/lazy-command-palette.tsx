import { lazyDialog } from '../../components/lazy-dialog.tsx';

/** The palette is downloaded when it is first opened. */
export const LazyCommandPalette = lazyDialog(
  async () => (await import('../command-palette/command-palette.tsx')).CommandPalette,
);
