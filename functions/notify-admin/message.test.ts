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

  it('sends no empty attribute, which SNS refuses', () => {
    const { MessageAttributes } = signInMessage({ ...event, address: '' }, 'https://x.example');

    expect(MessageAttributes).not.toHaveProperty('address');
  });
});
