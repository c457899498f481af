import { GetObjectCommand, ListObjectsV2Command, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { rootSchema, type Root } from '@cloudapp/audit-proof/root';

const folder = 'roots/';
const keyOf = (day: string): string => `${folder}${day}.json`;

/** Thrown for a root that is there and is none. */
export class UnreadableRootError extends Error {
  readonly code = 'unreadable-root';

  constructor(day: string, cause?: unknown) {
    super(`The root of ${day} cannot be read`, { cause });
    this.name = 'UnreadableRootError';
  }
}

/** The signed roots of the audit log, an object a day, in a bucket that lets nobody replace or remove them. */
export class AuditRootStore {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  /**
   * The root of a day, or undefined where there is none.
   * @throws UnreadableRootError
   */
  async read(day: string): Promise<Root | undefined> {
    const text = await this.#text(day);
    if (text === undefined) return undefined;
    try {
      return rootSchema.parse(JSON.parse(text));
    } catch (error) {
      throw new UnreadableRootError(day, error);
    }
  }

  /** The days that have one, in order. They are kept for 401 days, so that one call, which lists up to 1,000, tells of all. */
  async days(): Promise<string[]> {
    const { Contents = [] } = await this.#client.send(
      new ListObjectsV2Command({ Bucket: this.#bucket, Prefix: folder }),
    );
    return Contents.map(({ Key = '' }) => Key.slice(folder.length, -'.json'.length));
  }

  /** @returns false where the day has a root already, which stays as it is */
  async create(root: Root): Promise<boolean> {
    try {
      await this.#client.send(
        new PutObjectCommand({
          Bucket: this.#bucket,
          Key: keyOf(root.statement.day),
          Body: JSON.stringify(root),
          ContentType: 'application/json',
          IfNoneMatch: '*',
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === 'PreconditionFailed') return false;
      throw error;
    }
  }

  async #text(day: string): Promise<string | undefined> {
    try {
      const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: keyOf(day) }));
      return (await Body?.transformToString('utf8')) ?? '';
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }
}
