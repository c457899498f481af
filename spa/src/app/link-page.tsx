import { lazy } from 'react';
import { paths } from '../lib/paths.ts';
import { lazyThemed } from './lazy-themed.tsx';

const WelcomePage = lazyThemed(async () => (await import('../features/sign-in/routes/welcome-page.tsx')).WelcomePage);
const AnswerPage = lazy(async () => ({
  default: (await import('../features/answer/routes/answer-page.tsx')).AnswerPage,
}));

interface LinkPageProps {
  readonly path: typeof paths.welcome | typeof paths.answer;
}

/** What links in messages lead to, apart from what everybody downloads who comes to sign in. */
export function LinkPage({ path }: LinkPageProps) {
  return path === paths.answer ? <AnswerPage /> : <WelcomePage />;
}
