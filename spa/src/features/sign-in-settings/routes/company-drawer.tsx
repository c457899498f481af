import type { IdentityProvider } from '@cloudapp/contracts/identity-provider';
import { useState } from 'react';
import { SideDialog } from '../../../components/dialog.tsx';
import { notifyDone } from '../../../components/notify.tsx';
import { useSaveCompany } from '../api/companies.ts';
import { CompanyForm } from '../components/company-form.tsx';

interface CompanyDrawerProps {
  readonly opened: boolean;
  /** The one to change; absent for a new one. */
  readonly company: IdentityProvider | undefined;
  readonly onClose: () => void;
}

/** Adds a company, or changes one. */
export function CompanyDrawer({ opened, company, onClose }: CompanyDrawerProps) {
  const save = useSaveCompany();
  const [round, setRound] = useState(0);
  const startOver = () => {
    save.reset();
    setRound((current) => current + 1);
  };
  return (
    <SideDialog
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={startOver}
      closeOnClickOutside={false}
      position="right"
      size={600}
      title={company ? `Change ${company.name}` : 'Add company'}
    >
      <CompanyForm
        key={`${company?.id ?? 'new'} ${round}`}
        company={company}
        pending={save.isPending}
        error={save.error}
        onClose={onClose}
        onSubmit={(wish) => {
          save.mutate(
            { id: company?.id, wish },
            {
              onSuccess: ({ name }) => {
                onClose();
                notifyDone(company ? `${name} is changed` : `${name} is added`);
              },
            },
          );
        }}
      />
    </SideDialog>
  );
}
