import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import * as z from 'zod';

/** The parts of a cloud-config that the simulation acts on; the rest may be there and is left alone. */
const cloudConfigSchema = z.looseObject({
  hostname: z.string().optional(),
  write_files: z
    .array(
      z.looseObject({
        path: z.string(),
        content: z.union([z.string(), z.instanceof(Uint8Array)]).default(''),
        encoding: z.string().optional(),
        permissions: z.string().optional(),
        append: z.boolean().optional(),
      }),
    )
    .default([]),
});

export interface UserData {
  /** Files by absolute path, as cloud-init would have written them. */
  files: ReadonlyMap<string, string>;
  hostname: string | undefined;
}

/** Reads user-data as cloud-init does: gzip or plain, `#cloud-config` YAML, `write_files` in any of its encodings. */
export function readUserData(raw: Buffer): UserData {
  const plain = isGzip(raw) ? gunzipSync(raw) : raw;
  const source = plain.toString('utf8');
  if (!source.startsWith('#cloud-config')) {
    throw new Error(`Unhandled non-multipart (text/x-not-multipart) userdata: '${source.slice(0, 24)}...'`);
  }
  const config = cloudConfigSchema.parse(parse(source));
  const files = new Map<string, string>();
  for (const file of config.write_files) {
    const content = decode(file.content, file.encoding);
    files.set(file.path, file.append === true ? (files.get(file.path) ?? '') + content : content);
  }
  return { files, hostname: config.hostname };
}

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

function decode(content: string | Uint8Array, encoding: string | undefined): string {
  const isBase64 = /^(gz(ip)?\+)?b(ase)?64$/.test(encoding ?? '');
  const isZipped = /^gz(ip)?(\+b(ase)?64)?$/.test(encoding ?? '');
  const bytes = typeof content === 'string' ? Buffer.from(content, isBase64 ? 'base64' : 'utf8') : Buffer.from(content);
  return (isZipped ? gunzipSync(bytes) : bytes).toString('utf8');
}
