import type { IdentityProvider } from '@cloudapp/contracts/identity-provider';
import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { lazyDialog } from '../../../components/lazy-dialog.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { Section } from '../../../components/section.tsx';
import { companiesQuery, useRemoveCompany } from '../api/companies.ts';
import { CompanyAddresses } from '../components/company-addresses.tsx';
import { CompanyList, type CompanyAction } from '../components/company-list.tsx';

const CompanyDrawer = lazyDialog(async () => (await import('./company-windows.ts')).CompanyDrawer);
const CompanyTest = lazyDialog(async () => (await import('./company-windows.ts')).CompanyTest);

/** The companies that people may sign in with. */
export function Companies() {
  const companies = useQuery(companiesQuery);
  const remove = useRemoveCompany();
  /** What is open, if anything. */
  const [open, setOpen] = useState<CompanyAction>();
  /** Of which; it stays while what is open goes from the screen. */
  const [chosen, setChosen] = useState<IdentityProvider>();
  const list = useRef<HTMLDivElement>(null);
  const show = (action: CompanyAction, company?: IdentityProvider) => {
    remove.reset();
    setChosen(company);
    setOpen(action);
  };
  const close = () => {
    setOpen(undefined);
  };
  const onRemoved = () => {
    close();
    // The button that had the focus is gone with its company.
    list.current?.focus({ preventScroll: true });
  };
  return (
    <Section
      title="Companies"
      description="Directories that people may sign in with (OpenID Connect): Microsoft Entra ID, Okta, Google, Keycloak and others."
      actions={
        <Button
          variant="default"
          size="xs"
          flex="none"
          onClick={() => {
            show('change');
          }}
        >
          Add company
        </Button>
      }
    >
      <Loaded
        query={companies}
        isPart
        failure="The companies could not be loaded"
        skeleton={<Skeleton height={150} radius="md" aria-busy="true" />}
      >
        {({ items, ...addresses }) => (
          <Stack gap="lg">
            <div ref={list} tabIndex={-1}>
              <CompanyList companies={items} onAction={show} />
            </div>
            <CompanyAddresses {...addresses} />
          </Stack>
        )}
      </Loaded>
      <CompanyDrawer opened={open === 'change'} company={chosen} onClose={close} />
      {chosen && <CompanyTest opened={open === 'test'} company={chosen} onClose={close} />}
      {chosen && (
        <ConfirmDialog
          opened={open === 'remove'}
          title={`Remove ${chosen.name}?`}
          confirmLabel="Remove"
          isDangerous
          pending={remove.isPending}
          error={remove.error}
          failureTitle="The company was not removed"
          onClose={close}
          onConfirm={() => {
            remove.mutate(chosen.id, { onSuccess: onRemoved });
          }}
        >
          <Text size="sm">
            Nobody can sign in with it from then on, and its secret is deleted. Accounts and machines stay; who has no
            other way to sign in needs a new password from an administrator.
          </Text>
        </ConfirmDialog>
      )}
    </Section>
  );
}
