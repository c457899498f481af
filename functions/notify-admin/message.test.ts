import { describe, expect, it } from 'vitest';
import { signInMessage, type SignedIn } from './message.ts';

const event: SignedIn = {
  user: { id: 'usr_1', email: 'ada@example.org', name: 'Ada Lovelace', role: 'admin' },
  sessionId: 'ses_1',
  signedInAt: '2026-11-24T05:00:00.000Z',
  address: '192.0.2.7',
  userAgent: 'Mozilla/5.0',
};

describe('signInMessage', () => {
  it('says who signed in, when and from where', () => {
    const { Subject, Message, MessageAttributes } = signInMessage(event, 'https://cloudapp.example');

    expect(Subject).toBe('CloudApp: ada@example.org signed in');
    expect(Message).toContain('Ada Lovelace <ada@example.org>');
    expect(Message).toContain('2026-11-24T05:00:00.000Z');
    expect(Message).toContain('192.0.2.7');
    expect(MessageAttributes?.['sessionId']).toEqual({ DataType: 'String', StringValue: 'ses_1' });
  });

  it('lets nobody write headers or lines of their own', () => {
    const user = { ...event.user, name: 'Eve\r\nBcc: all@example.org', email: `e${'é\n'.repeat(200)}@x` };

    const { Subject = '', Message = '' } = signInMessage(
      { ...event, user, userAgent: 'a\u2028b\u202ec' },
      'https://x.example',
    );

    expect(Subject).toMatch(/^[\x20-\x7e]{1,100}$/);
    expect(Message.split('\n')).toHaveLength(8);
  });

  it('makes no link of what people and their programs write', () => {
    const user = { ...event.user, name: 'Call www.evil.example or help@evil.example' };
    const { Message = '' } = signInMessage(
      { ...event, user, userAgent: 'Mozilla/5.0 (+https://evil.example/bot; rv:109.0)', address: '2001:db8::9' },
      'https://cloudapp.example',
    );

    expect(Message).toContain('Who:   Call www[.]evil[.]example or help[at]evil[.]example <ada@example.org>');
    expect(Message).toContain('With:  Mozilla/5.0 (+https[:]/evil[.]example/bot; rv[:]109.0)');
    expect(Message).toContain('From:  2001:db8::9');
    expect(Message.match(/https?:\/\/\S+/g)).toEqual(['https://cloudapp.example/admin/users']);
  });

  it('keeps the joiners of true names', () => {
    const name = 'علی\u200cرضا';

    expect(signInMessage({ ...event, user: { ...event.user, name } }, 'https://x.example').Message).toContain(name);
  });

  it('sends no empty attribute, which SNS refuses', () => {
    const { MessageAttributes } = signInMessage({ ...event, address: '' }, 'https://x.example');

    expect(MessageAttributes).not.toHaveProperty('address');
  });
});
