import { SSMClient, type GetParameterCommand } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { ImageParameters } from './image-parameters.ts';

const tenMinutes = 600_000;

/** SSM as it answers in turn; one answer more than it has fails the test. */
function givenSsm(...answers: (string | Error)[]) {
  const client = new SSMClient({ region: 'eu-central-1' });
  const asked: string[] = [];
  client.send = async (command: unknown) => {
    asked.push((command as GetParameterCommand).input.Name ?? '');
    const answer = answers.shift() ?? new Error('asked once too often');
    if (answer instanceof Error) throw answer;
    return await Promise.resolve({ Parameter: { Value: answer } });
  };
  let now = Date.parse('2026-01-01T00:00:00Z');
  const images = new ImageParameters(client, () => new Date(now));
  return { images, asked, passMs: (milliseconds: number) => void (now += milliseconds) };
}

describe('the AMI that a parameter names', () => {
  it('is asked for once in ten minutes, by however many at once', async () => {
    const { images, asked, passMs } = givenSsm('ami-1', 'ami-2');

    expect(await Promise.all([images.imageOf('/debian'), images.imageOf('/debian')])).toEqual(['ami-1', 'ami-1']);
    passMs(tenMinutes - 1);
    expect(await images.imageOf('/debian')).toBe('ami-1');
    passMs(2);
    expect(await images.imageOf('/debian')).toBe('ami-2');
    expect(asked).toEqual(['/debian', '/debian']);
  });

  it('is asked for again after a failure', async () => {
    const { images } = givenSsm(new Error('throttled'), 'ami-1');

    await expect(images.imageOf('/debian')).rejects.toThrow('throttled');
    expect(await images.imageOf('/debian')).toBe('ami-1');
  });
});
