import type { CurrentSession } from '@cloudapp/contracts/session';
import { useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { goTo } from '../../../lib/address.ts';
import { paths, pathTo } from '../../../lib/paths.ts';
import { callApi } from '../../../lib/api/call-api.ts';
import { goToCompany, takeBegun, type BegunAtCompany } from '../../../modules/account/api/company.ts';
import { beginSession } from '../../../modules/account/session.ts';
import { takeCompanyAnswer } from '../api/company-answer.ts';
import { useRequest } from '../api/use-request.ts';
import { BeginAgain, CompanyFailure, CompanyWorking } from '../components/company-outcome.tsx';
import { Entrance } from '../components/entrance.tsx';
import { SignedIn } from '../components/greeting.tsx';
import { useEntering } from './use-entering.ts';

/** Where a company sends people back to: what it says is passed on, once, with the ticket of this tab. */
export function CompanyReturnPage() {
  const [begun, setBegun] = useState<BegunAtCompany | 'nothing'>();
  const isTaken = useRef(false);
  const next = begun === undefined || begun === 'nothing' ? null : begun.next;
  const { greeting, greet } = useEntering(next);
  const { send, error, pending } = useRequest(async (step: () => Promise<CurrentSession | undefined>) => {
    const session = await step();
    if (session) greet(session);
  });

  const takeUp = useEffectEvent(() => {
    const company = takeCompanyAnswer();
    const taken = takeBegun();
    if (taken === undefined || company === undefined) {
      setBegun('nothing');
      return;
    }
    setBegun(taken);
    send(() => callApi('signIn', { body: { ticket: taken.ticket, company } }));
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
      {typeof begun === 'object' && error === undefined && <CompanyWorking name={begun.company.name} />}
      {typeof begun === 'object' && error !== undefined && (
        <CompanyFailure
          name={begun.company.name}
          error={error}
          pending={pending}
          onOtherWays={onOtherWays}
          onAgain={(isAsAnother) => {
            send(async () => {
              await goToCompany(begun.company, { next, again: begun.again || isAsAnother });
              return undefined;
            });
          }}
        />
      )}
    </Entrance>
  );
}
