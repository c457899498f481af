import { Stack, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router-dom';
import { Notice } from '../../../components/notice.tsx';
import { paths } from '../../../lib/paths.ts';
import type { TokenAnswer } from '../api/token-request.ts';

interface AnsweredProps {
  readonly answer: TokenAnswer;
  /** What the program is called. */
  readonly name: string;
}

/** What was answered, and where that can be taken back. */
export function Answered({ answer, name }: AnsweredProps) {
  const place = useRef<HTMLDivElement>(null);
  // The button that had the focus is gone.
  useEffect(() => {
    place.current?.focus();
  }, []);
  return (
    <Stack ref={place} tabIndex={-1} maw={720}>
      {answer === 'approve' ? (
        <Notice tone="good" title={`${name} is let in`} role="status">
          <Text size="sm">
            Go back to your terminal, it goes on by itself. What it has is among the tokens in{' '}
            <Link to={paths.profile}>your profile</Link>, where you can end it.
          </Text>
        </Notice>
      ) : (
        <Notice tone="idle" title={`${name} is refused`} role="status">
          <Text size="sm">
            It has nothing. If you have not started it yourself, tell your administrator who sent you here.
          </Text>
        </Notice>
      )}
    </Stack>
  );
}
