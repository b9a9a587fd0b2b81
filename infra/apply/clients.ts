import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { EndpointError } from './errors.ts';

export interface ClientOptions {
  /** An AWS-compatible endpoint; without it, AWS itself. */
  readonly endpoint?: string;
  /** The home region, for what has none of its own. */
  readonly region: string;
  /** Without them the SDK finds them as it always does. */
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

interface Closeable {
  destroy(): void;
}

/** The SDK's clients of one region. */
export class RegionClients {
  readonly region: string;
  readonly #options: ClientOptions;
  readonly #made = new Map<string, Closeable>();

  constructor(region: string, options: ClientOptions) {
    this.region = region;
    this.#options = options;
  }

  get cloudtrail() {
    return this.#client('cloudtrail', CloudTrailClient);
  }
  get cloudwatch() {
    return this.#client('cloudwatch', CloudWatchClient);
  }
  get config() {
    return this.#client('config', ConfigServiceClient);
  }
  get logs() {
    return this.#client('logs', CloudWatchLogsClient);
  }
  get dynamodb() {
    return this.#client('dynamodb', DynamoDBClient);
  }
  get events() {
    return this.#client('events', EventBridgeClient);
  }
  get iam() {
    return this.#client('iam', IAMClient);
  }
  get lambda() {
    return this.#client('lambda', LambdaClient);
  }
  get s3() {
    return this.#client('s3', S3Client);
  }
  get sns() {
    return this.#client('sns', SNSClient);
  }
  get sts() {
    return this.#client('sts', STSClient);
  }

  get kms() {
    return this.#client('kms', KMSClient);
  }

  get scheduler() {
    return this.#client('scheduler', SchedulerClient);
  }

  get sqs() {
    return this.#client('sqs', SQSClient);
  }

  get ssm() {
    return this.#client('ssm', SSMClient);
  }

  close(): void {
    for (const client of this.#made.values()) client.destroy();
  }

  #client<T extends Closeable>(name: string, Client: new (options: object) => T): T {
    const made = this.#made.get(name) as T | undefined;
    if (made) return made;
    const { endpoint, credentials } = this.#options;
    const client = new Client({ region: this.region, endpoint, credentials, forcePathStyle: true });
    this.#made.set(name, client);
    return client;
  }
}

/** The SDK's clients, by region. */
export class Clients {
  readonly #options: ClientOptions;
  readonly #regions = new Map<string, RegionClients>();

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  in(region: string): RegionClients {
    let clients = this.#regions.get(region);
    if (!clients) {
      clients = new RegionClients(region, this.#options);
      this.#regions.set(region, clients);
    }
    return clients;
  }

  /**
   * The account the credentials belong to.
   * @throws EndpointError when the answer names none
   */
  async account(): Promise<string> {
    const { Account } = await this.in(this.#options.region).sts.send(new GetCallerIdentityCommand({}));
    if (!Account) throw new EndpointError(`${this.#options.endpoint} does not answer as AWS does: it names no account`);
    return Account;
  }

  close(): void {
    for (const clients of this.#regions.values()) clients.close();
  }
}
