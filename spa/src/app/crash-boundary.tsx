import { Component, type ReactNode } from 'react';
import { StatePage } from '../components/state-page.tsx';
import { crash, outdated } from '../components/states-at-hand.ts';

interface CrashBoundaryProps {
  /** Whether nothing stands around it. */
  readonly alone?: boolean;
  /** The page at hand: what broke on one does not follow to another. */
  readonly place?: string;
  readonly children: ReactNode;
}

interface CrashState {
  readonly error: unknown;
}

/** A page instead of a blank screen when rendering fails, or when a part of the page cannot be loaded. */
export class CrashBoundary extends Component<CrashBoundaryProps, CrashState> {
  override readonly state: CrashState = { error: undefined };

  static getDerivedStateFromError(error: unknown): CrashState {
    return { error };
  }

  override componentDidUpdate({ place }: CrashBoundaryProps): void {
    if (this.state.error !== undefined && place !== this.props.place) this.setState({ error: undefined });
  }

  override render(): ReactNode {
    const { error } = this.state;
    const { alone = false, children } = this.props;
    if (error === undefined) return children;
    return <StatePage alone={alone} state={isLoadingError(error) ? outdated : crash} />;
  }
}

/** A part of the page is gone from the server (a new version was deployed) or did not arrive; a style sheet's is a plain Error of Vite. */
function isLoadingError(error: unknown): boolean {
  return error instanceof Error && /import|module|fetch|preload/i.test(error.message);
}
