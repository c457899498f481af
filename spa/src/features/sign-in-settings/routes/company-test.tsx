import type { IdentityProvider } from '@cloudapp/contracts/identity-provider';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { Dialog } from '../../../components/dialog.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { useTestCompany } from '../api/companies.ts';
import { CompanyTestResult } from '../components/company-test-result.tsx';

interface CompanyTestProps {
  readonly opened: boolean;
  readonly company: IdentityProvider;
  readonly onClose: () => void;
}

/** Tries a company as soon as it is opened, and says what works and what does not. */
export function CompanyTest({ opened, company, onClose }: CompanyTestProps) {
  const { mutate, data, error, isPending } = useTestCompany();
  useEffect(() => {
    if (opened) mutate(company.id);
  }, [opened, company.id, mutate]);
  return (
    <Dialog opened={opened} onClose={onClose} title={`Test of ${company.name}`} centered>
      <Stack gap="md">
        <div role="status" aria-busy={isPending}>
          {isPending && <Text size="sm">Asking {company.name}. This takes a few seconds.</Text>}
          {!isPending && data && <CompanyTestResult steps={data.steps} />}
        </div>
        {!isPending && error && <ErrorNotice error={error} title="The company could not be tested" />}
        <Group justify="flex-end" gap="sm">
          <Button
            variant="default"
            loading={isPending}
            onClick={() => {
              mutate(company.id);
            }}
          >
            Test again
          </Button>
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
