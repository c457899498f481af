import { FirstTimeZone } from './first-time-zone.tsx';
import { MachineNews } from './machine-news.tsx';
import { NewVersion } from './new-version.tsx';
import { ProofQuestion } from './proof-question.tsx';
import { SessionQuestion } from './session-question.tsx';
import { UnsavedKeys } from './unsaved-keys.tsx';

/** What goes on behind every page, whichever it is: news of machines, questions in the middle of anything, keys that are not saved, new versions of the pages, a first time zone. */
export function Background({ userId }: { readonly userId: string }) {
  return (
    <>
      <MachineNews key={userId} userId={userId} />
      <ProofQuestion />
      <SessionQuestion />
      <UnsavedKeys userId={userId} />
      <NewVersion />
      <FirstTimeZone key={`time-zone-${userId}`} />
    </>
  );
}
