import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

const json = 'application/x-amz-json-1.1';

/** What KMS and SSM answer to; keys are wrapped by nothing, and every parameter names one image. */
const operations: Readonly<Record<string, (input: Readonly<Record<string, unknown>>) => object>> = {
  'TrentService.Encrypt': ({ Plaintext }) => ({ CiphertextBlob: Plaintext }),
  'TrentService.Decrypt': ({ CiphertextBlob }) => ({ Plaintext: CiphertextBlob }),
  'AmazonSSM.GetParameter': ({ Name }) => ({ Parameter: { Name, Value: 'ami-0123456789abcdef0' } }),
};

const published =
  '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>';

/** KMS, SSM, S3 and SNS at one address, which do at once what they are asked: none of them is what is measured. */
export async function serveOtherAws() {
  const server = createServer((request, response) => {
    void answer(request).then(({ type, body }) => {
      response.writeHead(200, { 'content-type': type }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}`, stop };
}

async function answer(request: IncomingMessage): Promise<{ type: string; body: string }> {
  const body = await text(request);
  const operation = operations[String(request.headers['x-amz-target'])];
  if (operation) {
    return { type: json, body: JSON.stringify(operation(JSON.parse(body) as Record<string, unknown>)) };
  }
  return { type: 'text/xml', body: request.method === 'PUT' ? '' : published };
}
