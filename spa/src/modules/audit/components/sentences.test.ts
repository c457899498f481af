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

  it('name whose token was ended, unless it was one’s own', () => {
    const [bob, ann] = [
      { id: 'usr_1', name: 'Bob' },
      { id: 'usr_2', name: 'Ann' },
    ];
    const ended = { action: 'token-ended', subject: { kind: 'user', ...bob } } as const;

    expect(sentenceParts({ ...ended, actor: ann }).at(-1)).toEqual({ kind: 'what' });
    expect(sentenceParts({ ...ended, actor: bob })).toEqual([
      { kind: 'who' },
      { kind: 'text', text: ' ended a token' },
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
