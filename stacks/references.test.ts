import { describe, expect, it } from 'vitest';
import { dev } from '../config/dev.ts';
import { prod } from '../config/prod.ts';
import { synthesiseTexts } from './testing/synthesise.ts';

interface Text {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly data?: Text['resource'];
  readonly output?: Readonly<Record<string, { readonly value: unknown }>>;
}

/** What a stack reads of another one, `STACK.OUTPUT`. */
const readsOf = (text: string): string[] =>
  [...text.matchAll(/terraform_remote_state\.cross-stack-reference-input-([\w-]+)\.outputs\.([\w-]+)/g)].map(
    ([, stack = '', output = '']) => `${stack}.${output}`,
  );

/** What a stack refers to of its own, `TYPE.ID` or `data.TYPE.ID`. */
const refersTo = (text: string): string[] =>
  [...text.matchAll(/\$\{[^{}"]*\}/g)].flatMap(([expression]) =>
    [...expression.matchAll(/(?<![\w.-])((?:data\.)?(?:aws|kubernetes|time|terraform)_\w+\.[\w-]+)/g)].map(
      ([, name = '']) => name,
    ),
  );

const namesIn = (blocks: Text['resource'] = {}, prefix = ''): string[] =>
  Object.entries(blocks).flatMap(([type, byId]) => Object.keys(byId).map((id) => `${prefix}${type}.${id}`));

/** References that lead nowhere, with the stack that has them. */
function brokenReferences(texts: Readonly<Record<string, string>>): string[] {
  const parsed = Object.entries(texts).map(([stack, text]) => ({ stack, text, content: JSON.parse(text) as Text }));
  const outputs = new Set(
    parsed.flatMap(({ stack, content }) => Object.keys(content.output ?? {}).map((name) => `${stack}.${name}`)),
  );
  return parsed.flatMap(({ stack, text, content }) => {
    const own = new Set([...namesIn(content.resource), ...namesIn(content.data, 'data.')]);
    const missing = [
      ...readsOf(text).filter((name) => !outputs.has(name)),
      ...refersTo(text).filter((name) => !own.has(name)),
    ];
    return [...new Set(missing)].map((name) => `${stack}: ${name}`);
  });
}

/** Whether a value is what one attribute of one resource is, of the type that the bindings gave it, and not put together. */
const isOneAttribute = (value: unknown): boolean => /^\$\{[^{}]+\}$/.test(String(value));

describe.each([dev, prod])('references of the stacks of $name', (environment) => {
  const texts = synthesiseTexts(environment);

  it('are there to be looked at', () => {
    expect(Object.values(texts).flatMap(readsOf).length).toBeGreaterThan(30);
    expect(Object.values(texts).flatMap(refersTo).length).toBeGreaterThan(100);
  });

  it('each lead to an output of another stack, or to something in their own', () => {
    expect(brokenReferences(texts)).toEqual([]);
  });

  it('are each to one attribute of one resource', () => {
    const outputs = Object.values(texts).flatMap((text) => Object.entries((JSON.parse(text) as Text).output ?? {}));
    const read = new Set(
      Object.values(texts)
        .flatMap(readsOf)
        .map((name) => name.split('.')[1]),
    );

    const others = outputs.filter(([name, { value }]) => read.has(name) && !isOneAttribute(value));

    expect(others).toEqual([]);
  });

  it('would be seen to lead nowhere', () => {
    const without = { ...texts, network: texts['network']?.replaceAll('cross-stack-output-aws_vpc', 'other') ?? '' };
    const renamed = { ...texts, data: texts['data']?.replace(/"(table|records)[\w-]*": \{/, '"other": {') ?? '' };

    expect(brokenReferences(without)).not.toEqual([]);
    expect(brokenReferences(renamed)).not.toEqual([]);
  });
});
