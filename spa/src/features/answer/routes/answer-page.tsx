import type { Answer } from '@cloudapp/contracts/answer';
import { useEffect, useEffectEvent, useState } from 'react';
import { Entrance } from '../../../components/entrance.tsx';
import { callApi } from '../../../lib/api/call-api.ts';
import { paths } from '../../../lib/paths.ts';
import { browserTimeZone } from '../../../lib/time-zone.ts';
import { useNow } from '../../../lib/use-now.ts';
import { useRequest } from '../../../lib/use-request.ts';
import { useTakenHash } from '../../../lib/use-taken-hash.ts';
import { Done, Failure, Looking, NoLink, Question } from '../components/answer-steps.tsx';
import { answerWords } from '../components/answer-words.ts';
import { failureWords } from '../components/failure-words.ts';

/** Where the links of e-mails lead by which people answer: it says what will happen, and asks once. */
export function AnswerPage() {
  const token = useTakenHash(paths.answer).slice(1);
  return <Entrance>{token === '' ? <NoLink /> : <Answering key={token} token={token} />}</Entrance>;
}

interface Told {
  readonly answer: Answer;
  readonly isDone: boolean;
}

function Answering({ token }: { readonly token: string }) {
  const now = useNow();
  const [told, setTold] = useState<Told>();
  const { pending, error, sent, send } = useRequest(async (what: 'look' | 'give') => {
    const answer = await callApi(what === 'look' ? 'lookAtAnswer' : 'giveAnswer', { body: { token } });
    setTold({ answer, isDone: what === 'give' });
  });
  const look = useEffectEvent(() => {
    send('look');
  });
  useEffect(() => {
    look();
  }, []);

  if (error !== undefined) {
    return (
      <Failure
        words={failureWords(error)}
        isPending={pending}
        onAgain={() => {
          send(sent ?? 'look');
        }}
      />
    );
  }
  if (told === undefined) return <Looking />;
  const words = answerWords(told.answer, browserTimeZone(), now);
  if (told.isDone) return <Done words={words} />;
  return (
    <Question
      words={words}
      isPending={pending}
      onAnswer={() => {
        send('give');
      }}
    />
  );
}
