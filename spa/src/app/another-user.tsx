import { StatePage } from '../components/state-page.tsx';
import { anotherUser } from '../components/states.ts';

/** In place of pages of somebody who is signed in in this browser no more. */
export function AnotherUser({ onGoOn }: { readonly onGoOn: () => void }) {
  return <StatePage alone state={anotherUser} onRetry={onGoOn} />;
}
