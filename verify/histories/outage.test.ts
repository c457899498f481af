import { describe, expect, it } from 'vitest';
import { runOutage } from './outage.ts';

describe('S3 and SNS gone for four minutes, in which a class launches its machines', () => {
  it('keeps nobody from anything, is caught up 30 s later, and one record that is refused keeps no other waiting', async () => {
    const outage = { people: 20, minutes: 4, seed: 20_260_301, isOn: true };

    const { slowestReadySeconds, ...outcome } = await runOutage(outage);

    expect(outcome).toMatchObject({ findings: [], refused: 0, inVain: 0, behind: 0, messagesOfPoisoned: 1 });
    expect(outcome.signIns).toBeGreaterThan(100);
    // On the simulated clock, and every machine that nobody broke became ready.
    expect(slowestReadySeconds).toBeLessThan(300);
  });
});
