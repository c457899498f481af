import type { CurrentSession } from '@cloudapp/contracts/session';
import { useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { goTo } from '../../../lib/address.ts';
import { paths, pathTo } from '../../../lib/paths.ts';
import { callApi } from '../../../lib/api/call-api.ts';
import { goToCompany, takeBegun, type BegunAtCompany } from '../../../modules/account/api/company.ts';
import { beginSession } from '../../../modules/account/session.ts';
import { tellOtherTabs } from '../../../modules/account/tabs.ts';
import { takeCompanyAnswer } from '../api/company-answer.ts';
import { useRequest } from '../../../lib/use-request.ts';
import { BeginAgain, CompanyFailure, CompanyWorking, DoneBeside } from '../components/company-outcome.tsx';
import { Entrance } from '../../../components/entrance.tsx';
import { SignedIn } from '../components/greeting.tsx';
import { useEntering } from './use-entering.ts';

interface Attempt {
  readonly isBeside: boolean | undefined;
  readonly step: () => Promise<CurrentSession | undefined>;
}

/** Where a company sends people back to: what it says is passed on, once, with the ticket of this tab. */
export function CompanyReturnPage() {
  const [begun, setBegun] = useState<BegunAtCompany | 'nothing'>();
  const isTaken = useRef(false);
  const next = typeof begun === 'object' ? begun.next : null;
  const { greeting, greet } = useEntering(next);
  const [isDoneBeside, setDoneBeside] = useState(false);
  const { send, error, pending } = useRequest(async ({ isBeside, step }: Attempt) => {
    const session = await step();
    if (session && isBeside === true) {
      setDoneBeside(true);
      tellOtherTabs({ userId: session.user.id });
      // Where the browser takes it for a tab of the person's own, it stays.
      window.close();
    } else if (session) greet(session);
  });

  const takeUp = useEffectEvent(() => {
    const company = takeCompanyAnswer();
    const taken = takeBegun();
    if (taken === undefined || company === undefined) {
      setBegun('nothing');
      return;
    }
    setBegun(taken);
    const { ticket, isBeside } = taken;
    send({ isBeside, step: () => callApi('signIn', { body: { ticket, company } }) });
  });
  useLayoutEffect(() => {
    // In development React runs this twice (StrictMode), and an answer is good once.
    if (isTaken.current) return;
    isTaken.current = true;
    takeUp();
  }, []);

  if (greeting) {
    return (
      <Entrance>
        <SignedIn
          session={greeting}
          onContinue={() => {
            beginSession(greeting);
          }}
        />
      </Entrance>
    );
  }
  const onOtherWays = () => {
    goTo(next === null ? paths.signIn : pathTo('signIn', { next }));
  };
  return (
    <Entrance>
      {begun === 'nothing' && <BeginAgain onBegin={onOtherWays} />}
      {isDoneBeside && <DoneBeside />}
      {typeof begun === 'object' && error === undefined && !isDoneBeside && (
        <CompanyWorking name={begun.company.name} />
      )}
      {typeof begun === 'object' && error !== undefined && (
        <CompanyFailure
          name={begun.company.name}
          error={error}
          pending={pending}
          onOtherWays={onOtherWays}
          onAgain={(isAsAnother) => {
            const { company, again, isBeside } = begun;
            const step = async () => {
              await goToCompany(company, { next, again: again || isAsAnother, isBeside });
              return undefined;
            };
            send({ isBeside, step });
          }}
        />
      )}
    </Entrance>
  );
}
