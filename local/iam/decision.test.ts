import { describe, expect, it } from 'vitest';
import { isAllowed, type Conditions, type Policy, type Statement } from './decision.ts';

const request = {
  principal: { role: 'part' },
  action: 'ec2:RunInstances',
  resource: 'arn:aws:ec2:eu-west-1:000000000000:instance/i-1',
  context: { 'ec2:MetadataHttpPutResponseHopLimit': '1' },
};
const policy = (kind: Policy['kind'], ...statements: Statement[]): Policy => ({
  id: kind,
  kind,
  of: ['part'],
  statements,
});
const allow = (Action: string, Condition: Conditions = {}): Statement => ({
  Effect: 'Allow',
  Action,
  Resource: '*',
  Condition,
});

describe('a decision', () => {
  it.each([
    ['nothing says anything', []],
    ['another action is allowed', [policy('identity', allow('ec2:StopInstances'))]],
    ['a boundary says nothing', [policy('identity', allow('ec2:*')), policy('boundary', allow('s3:*'))]],
    ['a statement denies', [policy('identity', allow('ec2:*'), { ...allow('ec2:Run*'), Effect: 'Deny' })]],
  ])('is no where %s', (_case, policies) => {
    expect(isAllowed(request, policies)).toBe(false);
  });

  it('is yes where role and boundary allow, however the action is written', () => {
    expect(isAllowed(request, [policy('identity', allow('EC2:run*')), policy('boundary', allow('*'))])).toBe(true);
  });

  it.each([
    ['a limit that is kept', { NumericLessThanEquals: { 'ec2:MetadataHttpPutResponseHopLimit': '1' } }, true],
    ['a limit that is passed', { NumericLessThanEquals: { 'ec2:MetadataHttpPutResponseHopLimit': '0' } }, false],
    ['a key that is absent', { StringEquals: { 'ec2:Owner': 'x' } }, false],
    ['a key that may be absent', { StringEqualsIfExists: { 'ec2:Owner': 'x' } }, true],
    ['a key that must be absent', { Null: { 'ec2:Owner': 'true' } }, true],
  ])('asks for %s', (_case, condition, expected) => {
    expect(isAllowed(request, [policy('identity', allow('*', condition))])).toBe(expected);
  });

  it('is not guessed where an operator is unknown', () => {
    const policies = [policy('identity', allow('*', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }))];

    expect(() => isAllowed(request, policies)).toThrow('IpAddress');
  });
});
