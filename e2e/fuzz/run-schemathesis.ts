import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';

export interface FuzzRun {
  readonly python: string;
  readonly documentFile: string;
  readonly origin: string;
  /** Who asks; nobody without. */
  readonly credentials: { readonly email: string; readonly password: string } | undefined;
  /** Ids of people whom no case may change. */
  readonly protectedIds: readonly string[];
  /** Cases for each operation in each phase that makes them up. */
  readonly casesPerOperation: number;
  /** After so many seconds no new case is begun; without, all are tried. */
  readonly seconds: number | undefined;
  readonly seed: string;
  /** Which of Schemathesis' phases run, with commas between. */
  readonly phases: string;
}

export interface FuzzResult {
  readonly isGood: boolean;
  readonly cases: number;
}

/** As nginx waits for the services (spa/nginx/templates/cloudapp.conf.template). */
const longestAnswerSeconds = 35;

/** What must hold of every answer, whatever was asked. */
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'unsupported_method',
  'allow_header_conformance',
  'use_after_free',
];

/** Sends requests made from the document in one role's name, and compares each answer with the document. */
export async function runSchemathesis(run: FuzzRun): Promise<FuzzResult> {
  const child = spawn(
    run.python,
    [
      ...['-m', 'schemathesis.cli', '--config-file', join(import.meta.dirname, 'schemathesis.toml')],
      ...['run', run.documentFile, '--url', `${run.origin}/api`],
      ...['--phases', run.phases, '--checks', checks.join(','), '--seed', run.seed],
      ...['--max-examples', `${run.casesPerOperation}`, '--request-timeout', `${longestAnswerSeconds}`],
      // Python 3.11's parser stumbles when two threads read sources at once.
      ...['--workers', '1', '--continue-on-failure', '--no-color', '--warnings', 'off'],
      ...['--suppress-health-check', 'all', '--generation-database', 'none'],
      ...['--generation-with-security-parameters', 'false'],
      // Failed sign-ins would bar the address for all that follows: they are for nobody, who comes last.
      ...(run.credentials === undefined ? [] : ['--exclude-operation-id', 'signIn']),
      ...(run.seconds === undefined ? [] : ['--max-time', `${run.seconds}`]),
    ],
    {
      // It keeps notes where it is started.
      cwd: dirname(run.documentFile),
      env: {
        ...process.env,
        SCHEMATHESIS_HOOKS: join(import.meta.dirname, 'hooks.py'),
        FUZZ_ORIGIN: run.origin,
        FUZZ_PROTECTED: JSON.stringify(run.protectedIds),
        ...(run.credentials && { FUZZ_CREDENTIALS: JSON.stringify(run.credentials) }),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    process.stdout.write(chunk);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [, cases = '0'] = /(\d+) generated/.exec(output) ?? [];
  return { isGood: code === 0, cases: Number(cases) };
}
