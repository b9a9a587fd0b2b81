import { constants, gzip } from 'node:zlib';
import {
  type CloudWatchLogsClient,
  PutLogEventsCommand,
  type PutLogEventsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';

/** Sends a request's body as it is; the SDK signs and delivers it, once for all its events. */
export type Put = (
  group: string,
  stream: string,
  body: Buffer,
  signal: AbortSignal,
) => Promise<PutLogEventsCommandOutput>;

/** Smaller bodies do not get smaller by enough to pay. */
const WORTH_COMPRESSING = 1024;

/** @param compress gzip, fastest level */
export function putWith(client: CloudWatchLogsClient, compress: boolean): Put {
  return async (group, stream, body, abortSignal) => {
    const compressed = compress && body.length > WORTH_COMPRESSING;
    const sent = compressed ? await gzipped(body) : body;
    const command = new PutLogEventsCommand({ logGroupName: group, logStreamName: stream, logEvents: [] });
    command.middlewareStack.add(
      (next) => (args) => {
        const request = args.request as { body: unknown; headers: Record<string, string> };
        request.body = sent;
        request.headers['content-length'] = String(sent.length);
        if (compressed) request.headers['content-encoding'] = 'gzip';
        return next(args);
      },
      { step: 'build', priority: 'high', name: 'bodyAsBuilt' },
    );
    return client.send(command, { abortSignal });
  };
}

const gzipped = (body: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    gzip(body, { level: constants.Z_BEST_SPEED }, (error, out) => (error ? reject(error) : resolve(out)));
  });
