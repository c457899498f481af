import { expect, it } from 'vitest';
import { mergeRules } from './network-policy.ts';

const rule = (cidr: string, ports: string[], except: string[] = []) => ({ cidr, ports, except });
const merge = (...rules: ReturnType<typeof rule>[]) => Object.fromEntries(mergeRules(rules));

// Each as AWS's agent has it, in the tests of its fw_rule_processor.go at v1.4.1.

it('makes one of rules for the same block, their exceptions too', () => {
  const merged = merge(
    rule('0.0.0.0/0', ['TCP 443']),
    rule('0.0.0.0/0', ['TCP 22'], ['10.0.0.0/8']),
    rule('10.50.0.0/16', ['TCP 53']),
  );

  expect(merged['0.0.0.0/0']?.toSorted()).toEqual(['TCP 22', 'TCP 443']);
  expect(merged['10.0.0.0/8']).toEqual([]);
  expect(merged['10.50.0.0/16']).toEqual(['TCP 53']);
});

it('lets a block inherit what is open around it', () => {
  expect(merge(rule('10.1.0.0/16', ['TCP 1']), rule('10.0.0.0/8', ['TCP 2']))['10.1.0.0/16']).toEqual([
    'TCP 1',
    'TCP 2',
  ]);
});

it('opens an exception again that another rule names', () => {
  const merged = merge(rule('10.0.0.0/8', ['TCP 2'], ['10.1.0.0/16']), rule('10.1.0.0/16', ['TCP 1']));

  expect(merged['10.1.0.0/16']).toEqual(['TCP 1']);
});

it('takes a rule without ports for all of them', () => {
  expect(merge(rule('10.0.0.0/8', []))).toEqual({ '10.0.0.0/8': ['any'] });
});
