import { Code, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { BackLink } from '../../../components/back-link.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { ListSkeleton } from '../../../components/page-skeleton.tsx';
import { Page } from '../../../components/page.tsx';
import { Section } from '../../../components/section.tsx';
import { paths } from '../../../lib/paths.ts';
import { useNow } from '../../../lib/use-now.ts';
import { exportAddress, signingKeyQuery } from '../api/proof.ts';
import { ProofForm } from '../components/proof-form.tsx';
import { ProofReport } from '../components/proof-report.tsx';
import { utcDay } from '../components/utc-days.ts';
import { useVerification } from './use-verification.ts';

const usualDays = 7;

export function ProofPage() {
  const now = useNow();
  const [days, setDays] = useState(() => ({ from: utcDay(now, usualDays), to: utcDay(now, 1) }));
  const { verification, start, stop } = useVerification();
  const key = useQuery(signingKeyQuery());
  const verify = () => void start(days);
  return (
    <Page
      title="Verify the audit log"
      description="Whether what is recorded is still what was written: nothing changed, removed, inserted or reordered."
      back={<BackLink to={paths.audit}>Audit log</BackLink>}
    >
      <Stack gap="lg">
        <Section title="Days">
          <ProofForm
            days={days}
            today={utcDay(now)}
            isRunning={verification?.isRunning ?? false}
            addresses={{ jsonl: exportAddress(days, 'jsonl'), csv: exportAddress(days, 'csv') }}
            onChange={setDays}
            onStart={verify}
            onStop={stop}
          />
          {verification && <ProofReport verification={verification} onRetry={verify} />}
        </Section>
        <Section
          title="The key"
          description="Its private half never leaves AWS KMS. Whoever verifies offline should have the public half from there, not from here."
        >
          <Loaded query={key} failure="The key could not be loaded" skeleton={<ListSkeleton rows={2} height={24} />}>
            {({ fingerprint, arn, pem }) => (
              <Stack gap="xs" align="flex-start">
                <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
                  Fingerprint (SHA-256): <Code>{fingerprint}</Code>
                </Text>
                <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                  {arn}
                </Text>
                <CopyButton value={pem} what="public key" withText />
              </Stack>
            )}
          </Loaded>
        </Section>
      </Stack>
    </Page>
  );
}
