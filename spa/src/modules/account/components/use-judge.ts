import { useEffect, useState } from 'react';
import type { Judge } from './password-strength.ts';

/** What judges passwords, once its words have arrived: half a megabyte, which nothing waits for. */
export function useJudge(): Judge | undefined {
  const [judge, setJudge] = useState<Judge>();
  useEffect(() => {
    let isShown = true;
    import('@cloudapp/contracts/password-judgement').then(
      ({ judgePassword }) => {
        if (isShown) setJudge(() => judgePassword);
      },
      () => {
        // Without it the service alone judges, when the password is saved.
      },
    );
    return () => {
      isShown = false;
    };
  }, []);
  return judge;
}
