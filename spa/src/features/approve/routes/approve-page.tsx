import { Box, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../../../components/loaded.tsx';
import { Page } from '../../../components/page.tsx';
import { hasCode } from '../../../lib/api/api-error.ts';
import { useAddressQuery } from '../../../lib/use-address-query.ts';
import { tokenRequestQuery, useAnswerTokenRequest } from '../api/token-request.ts';
import { Answered } from '../components/answered.tsx';
import { CodeForm } from '../components/code-form.tsx';
import { readCode } from '../components/read-code.ts';
import { RequestSection } from '../components/request-section.tsx';

export function ApprovePage() {
  const [query, edit] = useAddressQuery();
  const code = readCode(query.get('code') ?? '');
  const enter = (typed: string) => {
    edit((changed) => {
      changed.set('code', typed);
    });
  };
  return (
    <Page
      title="Let a program in"
      description="A program on a computer wants to act for you, such as the command line."
    >
      <Box maw={720}>
        {code === undefined ? (
          <CodeForm unknown={undefined} onCode={enter} />
        ) : (
          <Request key={code} code={code} onCode={enter} />
        )}
      </Box>
    </Page>
  );
}

interface RequestProps {
  readonly code: string;
  readonly onCode: (code: string) => void;
}

/** One program that asks. */
function Request({ code, onCode }: RequestProps) {
  const request = useQuery(tokenRequestQuery(code));
  const answer = useAnswerTokenRequest(code);
  if (hasCode(request.error, 'not-found') || hasCode(request.error, 'invalid-request')) {
    return <CodeForm unknown={code} onCode={onCode} />;
  }
  return (
    <Loaded
      query={request}
      failure="What asks could not be loaded"
      skeleton={<Skeleton height={420} radius="lg" aria-busy="true" />}
    >
      {(asked) =>
        answer.data === undefined ? (
          <RequestSection
            request={asked}
            pending={answer.isPending ? answer.variables : undefined}
            error={answer.error}
            onAnswer={answer.mutate}
          />
        ) : (
          <Answered answer={answer.data} name={asked.name} />
        )
      }
    </Loaded>
  );
}
