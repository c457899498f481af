import type { Directory } from '@cloudapp/contracts/directory';
import type { GroupRule } from '@cloudapp/contracts/group-rule';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Notice } from '../../../components/notice.tsx';
import { focusFirstInvalid } from '../../../lib/focus-first-invalid.ts';
import { isWhole, notWhole, refusalOfRules } from './group-rule-faults.ts';
import { GroupRulesField } from './group-rules-field.tsx';

interface DirectoryRulesFormProps {
  readonly directory: Pick<Directory, 'rules' | 'isApplying'>;
  readonly pending: boolean;
  readonly error: unknown;
  /** Whether the last change was saved. */
  readonly isDone: boolean;
  /** @param onSaved to be called once they are those of the directory */
  readonly onSave: (rules: GroupRule[], onSaved: () => void) => void;
}

/** What belonging to groups of the directory gives people. What was changed stays until it is saved, whatever others do meanwhile. */
export function DirectoryRulesForm({ directory, pending, error, isDone, onSave }: DirectoryRulesFormProps) {
  const [changed, setChanged] = useState<GroupRule[]>();
  /** What was last sent, or was to be. */
  const [tried, setTried] = useState<GroupRule[]>();
  const form = useRef<HTMLFormElement>(null);
  const rules = changed ?? directory.rules;
  const refusal = tried && refusalOfRules(error, tried);
  const fault = faultOf(rules, tried, refusal);
  useEffect(() => {
    if (error) focusFirstInvalid(form.current);
  }, [error]);

  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(changed);
    if (!rules.every(isWhole)) focusFirstInvalid(event.currentTarget);
    else if (changed !== undefined) onSave(changed.map(trimmed), forget);
  };
  const forget = () => {
    setChanged(undefined);
    setTried(undefined);
  };
  return (
    <form ref={form} noValidate onSubmit={submit}>
      <Stack gap="md">
        <GroupRulesField
          rules={rules}
          about="A group as the directory calls it, or its id there. The most that any rule gives counts, for people whom the directory has sent. Who is in no group that gives a role is a user."
          error={fault}
          onChange={setChanged}
        />
        {error instanceof Error && refusal === undefined && (
          <ErrorNotice error={error} title="The rules were not changed" />
        )}
        <Progress isApplying={directory.isApplying} isSaved={isDone && changed === undefined} />
        <Group justify="flex-end">
          <Button type="submit" loading={pending} disabled={changed === undefined}>
            Save rules
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What is wrong with the rules as they are now, once they were to be saved. */
function faultOf(
  rules: readonly GroupRule[],
  tried: readonly GroupRule[] | undefined,
  refusal: string | undefined,
): string | undefined {
  if (!rules.every(isWhole)) return tried && notWhole;
  return rules === tried ? refusal : undefined;
}

function Progress({ isApplying, isSaved }: { readonly isApplying: boolean; readonly isSaved: boolean }) {
  const applying = 'People are being given what the rules say; it takes minutes at most.';
  if (isSaved) {
    return (
      <Notice tone="good" title="Saved" role="status">
        <Text size="sm">{isApplying ? applying : 'Everybody has what the rules give them.'}</Text>
      </Notice>
    );
  }
  if (!isApplying) return null;
  return (
    <Text size="sm" c="dimmed" role="status">
      {applying}
    </Text>
  );
}

function trimmed(rule: GroupRule): GroupRule {
  return { ...rule, group: rule.group.trim() };
}
