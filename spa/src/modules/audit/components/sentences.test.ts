import { auditActions } from '@cloudapp/contracts/audit';
import { describe, expect, it } from 'vitest';
import { auditActionLabels, isAuditAction, sentenceParts } from './sentences.ts';

describe('audit sentences', () => {
  it('have words for every action of the contract', () => {
    expect(Object.keys(auditActionLabels).sort()).toEqual([...auditActions].sort());
  });

  it('part where a name belongs', () => {
    const subject = { kind: 'user', id: 'usr_1', name: 'Bob' } as const;

    expect(sentenceParts({ action: 'user-signed-out', subject })).toEqual([
      { kind: 'who' },
      { kind: 'text', text: ' signed ' },
      { kind: 'what' },
      { kind: 'text', text: ' out everywhere' },
    ]);
  });

  it('do without a subject that nobody knows', () => {
    expect(sentenceParts({ action: 'sign-in-failed' })).toEqual([
      { kind: 'text', text: 'A sign-in with an unknown e-mail failed' },
    ]);
  });

  it('know their actions from any other text', () => {
    expect(isAuditAction('sign-in')).toBe(true);
    expect(isAuditAction('toString')).toBe(false);
    expect(isAuditAction(null)).toBe(false);
  });
});
