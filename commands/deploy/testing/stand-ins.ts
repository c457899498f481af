import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Stands for every program that a deployment starts: writes down how it was called and in which stack's folder, fails once
 * where it was told to, and otherwise does the little that the next one relies on.
 */
const script = `#!/bin/sh
name=\${0##*/}
case $PWD in */stacks/*) place="@\${PWD##*/}" ;; *) place= ;; esac
call="$name $*\${place:+ }$place"
echo "$call" >>"$STAND_IN/calls"
if [ -f "$STAND_IN/failure" ] && echo "$call" | grep -Eq -f "$STAND_IN/failure"; then
  rm "$STAND_IN/failure"
  echo "the stand-in fails here" >&2
  exit 1
fi
case "$name $1" in
  "terraform version") echo '{"terraform_version":"1.11.4"}' ;;
  "terraform plan") cmp -s cdk.tf.json applied.json || exit 2 ;;
  "terraform apply") cp cdk.tf.json applied.json ;;
  "terraform show") cat "$STAND_IN/plan$place" ;;
  "terraform output") cat "$STAND_IN/origin" ;;
  "npx tsx")
    echo "$CLOUDAPP_IMAGE_DIGESTS" >>"$STAND_IN/digests"
    mkdir -p "$CDKTF_OUTDIR"
    cp -r "$STAND_IN/synthesised/." "$CDKTF_OUTDIR"
    for stack in services presentation; do echo "$CLOUDAPP_IMAGE_DIGESTS" >>"$CDKTF_OUTDIR/stacks/$stack/cdk.tf.json"; done
    ;;
  "docker push") echo "\${2#*/}" >>"$STAND_IN/pushed" ;;
  "docker login") cat >"$STAND_IN/password" ;;
  "docker version") echo 28.0.0 ;;
  "aws --version") echo aws-cli/2.31.0 ;;
esac
`;

export interface StandIns {
  /** Variables of a process that finds these programs instead of the machine's. */
  readonly variables: Readonly<Record<string, string>>;
  /** Where the stand-in of `main.ts` takes the stacks from. */
  readonly synthesised: string;
  /** What was called since the last time, in order; questions of their version left out. */
  readonly takeCalls: () => string[];
  /** Lets the first call that fits fail. */
  readonly failOnce: (call: RegExp) => void;
  readonly hasFailureLeft: () => boolean;
  readonly write: (file: string, text: string) => void;
  readonly read: (file: string) => string;
  readonly remove: () => void;
}

const names = ['terraform', 'docker', 'aws', 'git', 'npx'] as const;

export function makeStandIns(): StandIns {
  const folder = mkdtempSync(join(tmpdir(), 'stand-ins-'));
  const programs = join(folder, 'bin');
  mkdirSync(programs);
  writeFileSync(join(folder, 'program'), script);
  chmodSync(join(folder, 'program'), 0o755);
  for (const name of names) symlinkSync('../program', join(programs, name));
  const read = (file: string): string =>
    existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : '';
  const write = (file: string, text: string): void => {
    writeFileSync(join(folder, file), text);
  };
  let taken = 0;
  return {
    variables: { PATH: `${programs}:/usr/bin:/bin`, STAND_IN: folder },
    synthesised: join(folder, 'synthesised'),
    takeCalls: () => {
      const calls = read('calls').split('\n').slice(0, -1);
      const fresh = calls.slice(taken);
      taken = calls.length;
      return fresh.filter((call) => !/^(terraform|docker|aws|git) (version|--version|status)/.test(call));
    },
    failOnce: ({ source }) => {
      write('failure', `${source}\n`);
    },
    hasFailureLeft: () => existsSync(join(folder, 'failure')),
    write,
    read,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
