import type { TokenRequest } from '@cloudapp/contracts/token-request';
import { Button, Group, Stack, Text } from '@mantine/core';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Notice } from '../../../components/notice.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { Section } from '../../../components/section.tsx';
import { hasCode } from '../../../lib/api/api-error.ts';
import { formatDate } from '../../../lib/format/time.ts';
import { useNow } from '../../../lib/use-now.ts';
import { scopeLabels, scopesInOrder } from '../../../modules/access-tokens/components/scope-words.ts';
import type { TokenAnswer } from '../api/token-request.ts';
import classes from './approve.module.css';

interface RequestSectionProps {
  readonly request: TokenRequest;
  /** The answer that is on its way. */
  readonly pending: TokenAnswer | undefined;
  readonly error: unknown;
  readonly onAnswer: (answer: TokenAnswer) => void;
}

const dayMs = 86_400_000;

/** What asks, for what, and the two answers. */
export function RequestSection({ request, pending, error, onAnswer }: RequestSectionProps) {
  const { userCode, name, address, requestedAt, scopes, days } = request;
  const end = new Date(useNow() + days * dayMs).toISOString();
  return (
    <Section title="Does your terminal show this code?">
      <Stack gap="lg">
        <div className={classes['code']}>{userCode}</div>
        <dl className={classes['facts']}>
          <dt>Program</dt>
          <dd>{name}</dd>
          <dt>Asked</dt>
          <dd>
            <RelativeTime instant={requestedAt} /> from {address}
          </dd>
          <dt>May do</dt>
          <dd>
            {scopesInOrder
              .filter((scope) => scopes.includes(scope))
              .map((scope) => scopeLabels[scope])
              .join(' · ')}
          </dd>
          <dt>Until</dt>
          <dd>{formatDate(end)}, unless you end it before</dd>
        </dl>
        <Notice tone="warn" title="Approve only what you have started yourself, just now" role="region">
          <Text size="sm">
            Whoever has this code on their screen will act as you. If somebody sent you here, on the phone, in a mail or
            a chat, it is theirs: refuse.
          </Text>
        </Notice>
        {error instanceof Error && <ErrorNotice error={error} title="Nothing was answered" note={noteOf(error)} />}
        <Group gap="sm">
          <Button
            loading={pending === 'approve'}
            disabled={pending === 'refuse'}
            onClick={() => {
              onAnswer('approve');
            }}
          >
            Approve
          </Button>
          <Button
            variant="default"
            loading={pending === 'refuse'}
            disabled={pending === 'approve'}
            onClick={() => {
              onAnswer('refuse');
            }}
          >
            Refuse
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}

function noteOf(error: Error): string | undefined {
  if (hasCode(error, 'too-many-tokens')) return 'End one that you do not need in your profile, then approve.';
  if (hasCode(error, 'administrator-required')) return 'Refuse it, and ask in the terminal without --admin.';
  if (hasCode(error, 'not-found')) return 'It was answered already, or waited too long. Ask again in the terminal.';
  return undefined;
}
