import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../../../components/loaded.tsx';
import { Page } from '../../../components/page.tsx';
import { accessTokensQuery } from '../../../modules/access-tokens/api/access-tokens.ts';
import { profileQuery } from '../../../modules/account/api/profile.ts';
import { ownBudgetQuery } from '../../../modules/budgets/api/own-budget.ts';
import { sshKeysQuery } from '../../../modules/account/api/ssh-keys.ts';
import { useCurrentSession } from '../../../modules/account/session.ts';
import { factorsQuery } from '../../../modules/second-factors/api/factors.ts';
import { noticesQuery } from '../api/notices.ts';
import { sessionsQuery } from '../api/profile.ts';
import { BudgetSection } from '../components/budget-section.tsx';
import { ShortcutsSection } from '../components/shortcuts-section.tsx';
import { OwnAccount } from './own-account.tsx';
import { OwnKeys } from './own-keys.tsx';
import { OwnNotices } from './own-notices.tsx';
import { OwnPassword } from './own-password.tsx';
import { OwnSecondFactors } from './own-second-factors.tsx';
import { OwnSessions } from './own-sessions.tsx';
import { OwnTokens } from './own-tokens.tsx';
import classes from '../components/profile.module.css';

export function ProfilePage() {
  const { company } = useCurrentSession();
  const profile = useQuery(profileQuery);
  const sessions = useQuery(sessionsQuery);
  const tokens = useQuery(accessTokensQuery());
  const keys = useQuery(sshKeysQuery);
  const factors = useQuery(factorsQuery());
  const notices = useQuery(noticesQuery);
  const budget = useQuery(ownBudgetQuery);
  return (
    <Page
      title="Profile"
      description={`Your account, and what opens it.${company ? ` You are signed in with ${company.name}.` : ''}`}
    >
      <div className={classes['columns']}>
        <Stack gap="lg" miw={0}>
          <Loaded query={profile} isPart failure="Your account could not be loaded" skeleton={<Space height={290} />}>
            {(user) => <OwnAccount user={user} />}
          </Loaded>
          <Loaded query={budget} isPart failure="Your budget could not be loaded" skeleton={<Space height={260} />}>
            {(own) => <BudgetSection budget={own} />}
          </Loaded>
          <Loaded query={profile} isPart failure={undefined} skeleton={<Space height={330} />}>
            {(user) => <OwnPassword user={user} />}
          </Loaded>
          <Loaded
            query={factors}
            isPart
            failure="Your second factors could not be loaded"
            skeleton={<Space height={170} />}
          >
            {(own) => <OwnSecondFactors factors={own} />}
          </Loaded>
        </Stack>
        <Stack gap="lg" miw={0}>
          <Loaded query={sessions} isPart failure="Your sessions could not be loaded" skeleton={<Space height={230} />}>
            {(items) => <OwnSessions sessions={items} />}
          </Loaded>
          <Loaded query={tokens} isPart failure="Your tokens could not be loaded" skeleton={<Space height={200} />}>
            {(items) => <OwnTokens tokens={items} />}
          </Loaded>
          <Loaded query={keys} isPart failure="Your SSH keys could not be loaded" skeleton={<Space height={180} />}>
            {(items) => <OwnKeys keys={items} />}
          </Loaded>
          <Loaded query={notices} isPart failure="Your e-mails could not be loaded" skeleton={<Space height={240} />}>
            {(settings) => <OwnNotices settings={settings} />}
          </Loaded>
          <ShortcutsSection />
        </Stack>
      </div>
    </Page>
  );
}

/** About as high as the part will be, so that nothing moves when it arrives. */
function Space({ height }: { readonly height: number }) {
  return <Skeleton height={height} radius="lg" aria-busy="true" />;
}
