/** What an image from a registry brings along, as far as ours rely on it. */
export interface BaseImage {
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  /** Lines of /etc/passwd: who an id is decides which group a task that names no group runs under. */
  readonly users: readonly string[];
  /** Files besides programs and libraries, which are this computer's own. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * The entry point of nginx's images: the scripts of /docker-entrypoint.d in order, then the command. The one that fills in
 * the templates does, like the original, nothing but complain where it may not write.
 */
const entrypoint = `#!/bin/sh
set -e
for script in /docker-entrypoint.d/*.sh; do
  if [ -x "$script" ]; then "$script"; fi
done
exec "$@"
`;

const fillInTemplates = `#!/bin/sh
set -e
output=\${NGINX_ENVSUBST_OUTPUT_DIR:-/etc/nginx/conf.d}
if [ ! -w "$output" ]; then
  echo "$output is not writable" >&2
  exit 0
fi
names=$(env | cut -d= -f1 | grep -E "\${NGINX_ENVSUBST_FILTER:-}" | sed 's/.*/\${&}/' | tr '\\n' ' ')
for template in /etc/nginx/templates/*.template; do
  file=\${template##*/}
  envsubst "$names" <"$template" >"$output/\${file%.template}"
done
`;

const root = 'root:x:0:0:root:/root:/bin/sh';

const baseImages: readonly (readonly [RegExp, BaseImage])[] = [
  [
    /^node:24[\d.]*-alpine/,
    { entrypoint: [], command: ['node'], users: [root, 'node:x:1000:1000::/home/node:/bin/sh'], files: {} },
  ],
  [
    /^nginxinc\/nginx-unprivileged:/,
    {
      entrypoint: ['/docker-entrypoint.sh'],
      command: ['nginx', '-g', 'daemon off;'],
      users: [root, 'nginx:x:101:101:nginx:/var/cache/nginx:/sbin/nologin'],
      files: {
        '/docker-entrypoint.sh': entrypoint,
        '/docker-entrypoint.d/20-envsubst-on-templates.sh': fillInTemplates,
      },
    },
  ],
];

/** @throws Error for an image that nothing here stands for */
export function baseImageOf(name: string): BaseImage {
  const found = baseImages.find(([pattern]) => pattern.test(name));
  if (found === undefined) throw new Error(`nothing stands for the image ${name}`);
  return found[1];
}
