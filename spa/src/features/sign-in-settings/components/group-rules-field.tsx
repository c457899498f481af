import type { GroupRule } from '@cloudapp/contracts/group-rule';
import type { Role } from '@cloudapp/contracts/user';
import { ActionIcon, Button, NativeSelect, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useEffect, useId, useRef } from 'react';
import { IconPlus, IconX } from '../../../components/icons.ts';
import { missingFrom } from './group-rule-faults.ts';
import classes from './group-rules-field.module.css';

interface GroupRulesFieldProps {
  readonly rules: readonly GroupRule[];
  /** What they do, and when. */
  readonly about: string;
  readonly onChange: (rules: GroupRule[]) => void;
  /** What is wrong with them; rules that are not whole then say what they lack. */
  readonly error?: string | undefined;
}

/** The contract has the same bounds beside its schemas. */
const mostRules = 50;
const longestGroup = 200;
const mostMachines = 100;

/** What belonging to groups of a directory gives people: a role, a number of machines, or both. */
export function GroupRulesField({ rules, about, onChange, error }: GroupRulesFieldProps) {
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const next = useRef<'new-rule' | 'add'>(undefined);
  useEffect(() => {
    // A row that was added or removed takes the focus along.
    if (next.current === undefined) return;
    const wanted = next.current === 'add' ? '[data-add]' : 'li:last-child input';
    place.current?.querySelector<HTMLElement>(wanted)?.focus();
    next.current = undefined;
  }, [rules.length]);
  const add = () => {
    next.current = 'new-rule';
    onChange([...rules, { group: '' }]);
  };
  const remove = (index: number) => {
    next.current = 'add';
    onChange(rules.filter((_, other) => other !== index));
  };
  return (
    <div
      ref={place}
      role="group"
      aria-labelledby={id}
      aria-describedby={error === undefined ? `${id}-about` : `${id}-error ${id}-about`}
    >
      <Text id={id} size="sm" fw={500}>
        Group rules
      </Text>
      <Text id={`${id}-about`} size="xs" c="dimmed">
        {about}
      </Text>
      <Stack gap="xs" mt="xs" align="flex-start">
        {rules.length > 0 && (
          <ol className={classes['rules']} aria-label="Rules">
            {rules.map((rule, index) => (
              <RuleRow
                // Rules have no name of their own, and their fields hold nothing that is not theirs.
                key={index}
                rule={rule}
                number={index + 1}
                isJudged={error !== undefined}
                onChange={(changed) => {
                  onChange(rules.map((other, at) => (at === index ? changed : other)));
                }}
                onRemove={() => {
                  remove(index);
                }}
              />
            ))}
          </ol>
        )}
        {error !== undefined && (
          <Text id={`${id}-error`} size="xs" c="var(--mantine-color-error)">
            {error}
          </Text>
        )}
        <Button
          data-add
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={rules.length >= mostRules}
          onClick={add}
        >
          Add rule
        </Button>
      </Stack>
    </div>
  );
}

interface RuleRowProps {
  readonly rule: GroupRule;
  readonly number: number;
  /** Whether it says what it lacks. */
  readonly isJudged: boolean;
  readonly onChange: (rule: GroupRule) => void;
  readonly onRemove: () => void;
}

/** At the size of the fields it would be 11 px. */
const readable = { size: 'sm' };

const roles = [
  { value: '', label: 'Unchanged' },
  { value: 'user', label: 'User' },
  { value: 'admin', label: 'Administrator' },
];

function RuleRow({ rule, number, isJudged, onChange, onRemove }: RuleRowProps) {
  const { role, quota, group } = rule;
  const missing = isJudged ? missingFrom(rule) : {};
  return (
    <li className={classes['rule']} aria-label={`Rule ${number}`}>
      <TextInput
        className={classes['group'] ?? ''}
        label="Group"
        size="xs"
        autoComplete="off"
        maxLength={longestGroup}
        value={group}
        error={missing.group}
        errorProps={readable}
        onChange={(event) => {
          onChange({ ...rule, group: event.currentTarget.value });
        }}
      />
      <NativeSelect
        label="Role"
        size="xs"
        data={roles}
        value={role ?? ''}
        error={missing.gift}
        errorProps={readable}
        onChange={(event) => {
          onChange(ruleOf(group, event.currentTarget.value, quota));
        }}
      />
      <NumberInput
        label="Machines"
        size="xs"
        placeholder="Unchanged"
        min={0}
        max={mostMachines}
        clampBehavior="strict"
        allowDecimal={false}
        allowNegative={false}
        value={quota ?? ''}
        onChange={(machines) => {
          onChange(ruleOf(group, role ?? '', typeof machines === 'number' ? machines : undefined));
        }}
      />
      <ActionIcon
        className={classes['remove'] ?? ''}
        variant="subtle"
        color="gray"
        aria-label={`Remove rule ${number}`}
        onClick={onRemove}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </li>
  );
}

function ruleOf(group: string, role: string, quota: number | undefined): GroupRule {
  return { group, ...(role !== '' && { role: role as Role }), ...(quota !== undefined && { quota }) };
}
