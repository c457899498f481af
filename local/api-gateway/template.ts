import { Compile, parse } from 'velocityjs';
import { javaMethod } from './java-methods.ts';
import { readPath } from './json-path.ts';

export interface TemplateInput {
  /** The body as it came: of the request for a request template, of the integration's answer for a response template. */
  body: string;
  path: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  /** Under the names that the client wrote, as API Gateway hands them on; templates find them by exactly these. */
  headers: Readonly<Record<string, string>>;
  context: TemplateContext;
  stageVariables?: Readonly<Record<string, string>>;
}

/** `$context`; a template may set what is under `responseOverride`. */
export interface TemplateContext {
  requestId: string;
  httpMethod: string;
  resourcePath: string;
  path: string;
  stage: string;
  requestTimeEpoch: number;
  identity: { sourceIp: string; userAgent: string };
  responseOverride: { status?: number; header: Record<string, string> };
}

/** A definition has a handful of templates, each parsed once. */
const syntaxTrees = new Map<string, ReturnType<typeof parse>>();

function syntaxTreeOf(template: string): ReturnType<typeof parse> {
  const tree = syntaxTrees.get(template) ?? parse(template);
  syntaxTrees.set(template, tree);
  return tree;
}

/** Renders a mapping template with `$input`, `$util`, `$context` and `$stageVariables` as API Gateway defines them. */
export function renderTemplate(template: string, input: TemplateInput): string {
  const compiled = new Compile(syntaxTreeOf(template), {
    escape: false,
    customMethodHandlers: [
      {
        uid: 'java',
        match: ({ property, context }) => javaMethod(property, context) !== undefined,
        resolve: ({ property, context, params }) => javaMethod(property, context)?.(params),
      },
    ],
  });
  return compiled.render({
    input: inputVariable(input),
    util: utilVariable,
    context: input.context,
    stageVariables: input.stageVariables ?? {},
  });
}

function inputVariable({ body, path, query, headers }: TemplateInput): object {
  const document = (): unknown => (body === '' ? {} : parsed(body));
  return {
    body,
    path: (jsonPath: string) => readPath(document(), jsonPath),
    json: (jsonPath: string) => JSON.stringify(readPath(document(), jsonPath) ?? ''),
    /** One parameter by name, from path, query or headers in this order, or all of them. */
    params: (name?: string) => {
      if (name === undefined) return { path, querystring: query, header: headers };
      const found = [path, query, headers].find((parameters) => Object.hasOwn(parameters, name));
      return found?.[name] ?? '';
    },
  };
}

const utilVariable = {
  escapeJavaScript,
  parseJson: parsed,
  urlEncode: (text: string) => new URLSearchParams([['x', text]]).toString().slice(2),
  urlDecode: (text: string) => decodeURIComponent(text.replaceAll('+', ' ')),
  base64Encode: (text: string) => Buffer.from(text).toString('base64'),
  base64Decode: (text: string) => Buffer.from(text, 'base64').toString(),
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // API Gateway renders such a reference as nothing
  }
}

const NAMED: Record<string, string> = { '\b': 'b', '\n': 'n', '\t': 't', '\f': 'f', '\r': 'r' };

/** Java's escapeEcmaScript, which API Gateway uses: quotes of both kinds, slashes, control characters, all beyond ASCII. */
function escapeJavaScript(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
  return text.replaceAll(/["'\\/]|[^ -~]/g, (character) => {
    if (/["'\\/]/.test(character)) return `\\${character}`;
    const name = NAMED[character];
    return `\\${name ?? `u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`}`;
  });
}
