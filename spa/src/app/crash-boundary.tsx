import { Component, type ReactNode } from 'react';
import { StatePage } from '../components/state-page.tsx';
import { crash, outdated } from '../components/states-at-hand.ts';

interface CrashBoundaryProps {
  readonly children: ReactNode;
}

/** The last resort: a page instead of a blank screen when rendering fails, or when a part of the page cannot be loaded. */
export class CrashBoundary extends Component<CrashBoundaryProps, { error: unknown }> {
  override readonly state: { error: unknown } = { error: undefined };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return <StatePage alone state={isLoadingError(error) ? outdated : crash} />;
  }
}

/** A part of the page is gone from the server (a new version was deployed) or did not arrive. */
function isLoadingError(error: unknown): boolean {
  return error instanceof TypeError && /import|module|fetch/i.test(error.message);
}
