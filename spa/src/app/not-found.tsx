import { StatePage } from '../components/state-page.tsx';

export function NotFound() {
  return <StatePage kind="not-found" />;
}
