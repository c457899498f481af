import { describe, expect, it } from 'vitest';
import { newUser } from './new-user.ts';
import { isAlive, isHeldBy, isTouchDue, newSession } from './session-life.ts';

const start = new Date('2026-11-24T05:00:00Z');
const minutes = (count: number) => new Date(start.getTime() + count * 60_000);
const user = newUser('usr_a', { email: 'a@example.org', name: 'Ada', role: 'user' }, start);
const origin = { address: '192.0.2.1', userAgent: 'Test' };
const session = newSession({ sessionId: 'ses_a', tokenHash: 'hash' }, user, origin, 2, start);

describe('a session', () => {
  it('ends when it is idle for too long, and after its time however much it is used', () => {
    const used = { ...session, lastSeenAt: minutes(119).toISOString() };

    expect(isAlive(session, 60, minutes(59))).toBe(true);
    expect(isAlive(session, 60, minutes(60))).toBe(false);
    expect(isAlive(used, 60, minutes(119))).toBe(true);
    expect(isAlive(used, 60, minutes(120))).toBe(false);
  });

  it('holds for its user alone, while active and in the same epoch', () => {
    expect(isHeldBy(session, user)).toBe(true);
    expect(isHeldBy(session, { ...user, id: 'usr_b' })).toBe(false);
    expect(isHeldBy(session, { ...user, status: 'disabled' })).toBe(false);
    expect(isHeldBy(session, { ...user, sessionEpoch: 2 })).toBe(false);
  });

  it('is noted as used at most once a minute', () => {
    expect(isTouchDue(session.lastSeenAt, minutes(0.9))).toBe(false);
    expect(isTouchDue(session.lastSeenAt, minutes(1))).toBe(true);
  });
});
