import { readFileSync } from 'node:fs';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { AgentError } from '../errors.ts';
import type { AgentSettings, CommonSettings } from '../settings/model.ts';

/** An AWS-compatible endpoint, and who is let in there. */
export interface Endpoint {
  readonly url: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** What is common to all of the agent's clients. */
export interface ClientOptions {
  readonly region: string | undefined;
  readonly common: CommonSettings;
  /** Where to send to; what the environment says without it. */
  readonly to?: Endpoint | undefined;
  /** A role to take on with the host's own credentials. */
  readonly roleArn?: string | undefined;
  /** ms an answer may take */
  readonly timeout?: number;
}

const CONNECT_TIMEOUT = 5_000;
const ANSWER_TIMEOUT = 30_000;

/** A client for PutLogEvents and what it needs. Retrying is the delivery's own affair. */
export const logsClient = (options: ClientOptions, endpoint?: string): CloudWatchLogsClient =>
  new CloudWatchLogsClient({
    ...(endpoint ? { endpoint: withScheme(endpoint) } : {}),
    ...shared(options),
    maxAttempts: 1,
  });

// The other clients are loaded by those who need them: each takes megabytes of memory.

export async function metricsClient(options: ClientOptions, endpoint?: string): Promise<CloudWatchClient> {
  const { CloudWatchClient } = await import('@aws-sdk/client-cloudwatch');
  const where = endpoint ? { endpoint: withScheme(endpoint) } : {};
  return new CloudWatchClient({ ...where, ...shared(options), maxAttempts: 5 });
}

export async function ssmClient(options: ClientOptions): Promise<SSMClient> {
  const { SSMClient } = await import('@aws-sdk/client-ssm');
  return new SSMClient({ ...shared(options), maxAttempts: 3 });
}

function shared({ region, common, to, timeout, roleArn }: ClientOptions) {
  // The SDK's provider chain reads these: environment, shared files, container and instance role (IMDSv2 first).
  if (common.credentialsFile) process.env.AWS_SHARED_CREDENTIALS_FILE = common.credentialsFile;
  const tls = common.caBundle ? { ca: readFileSync(common.caBundle) } : {};
  const connections = { keepAlive: true, maxSockets: 32, ...proxied(common) };
  const requestHandler = new NodeHttpHandler({
    connectionTimeout: CONNECT_TIMEOUT,
    requestTimeout: timeout ?? ANSWER_TIMEOUT,
    throwOnRequestTimeout: true,
    httpAgent: new HttpAgent(connections),
    httpsAgent: new HttpsAgent({ ...connections, ...tls }),
  });
  return {
    ...(region ? { region } : {}),
    ...(common.profile ? { profile: common.profile } : {}),
    ...(roleArn ? { credentials: assumedRole(roleArn, { ...(region ? { region } : {}), requestHandler }) } : {}),
    ...(to ? { endpoint: to.url, region: to.region, credentials: to.credentials } : {}),
    requestHandler,
  };
}

/** Credentials of a role, renewed before they end. */
function assumedRole(roleArn: string, reached: { readonly region?: string; readonly requestHandler: NodeHttpHandler }) {
  return async () => {
    const { AssumeRoleCommand, STSClient } = await import('@aws-sdk/client-sts');
    const sts = new STSClient(reached);
    const { Credentials: given } = await sts.send(
      new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'trailkeeper-agent' }),
    );
    if (!given?.AccessKeyId || !given.SecretAccessKey) throw new Error(`${roleArn}: no credentials came with the role`);
    return {
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretAccessKey,
      ...(given.SessionToken ? { sessionToken: given.SessionToken } : {}),
      ...(given.Expiration ? { expiration: given.Expiration } : {}),
    };
  };
}

/**
 * Node's own support for proxies.
 * @throws AgentError where this Node has none: without the proxy nothing would arrive, or by a way that is not wanted
 */
function proxied({ httpProxy, httpsProxy, noProxy }: CommonSettings): object {
  if (!httpsProxy && !httpProxy) return {};
  requireProxies(process.versions.node);
  return { proxyEnv: { HTTP_PROXY: httpProxy, HTTPS_PROXY: httpsProxy, NO_PROXY: noProxy } };
}

/** @throws AgentError on a Node that knows no proxies */
export function requireProxies(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 24 || (major === 24 && minor >= 5) || (major === 22 && minor >= 21)) return;
  throw new AgentError(`a proxy is set, which Node ${version} cannot use: it takes Node 24.5 or later, or 22.21`);
}

const withScheme = (endpoint: string): string => (/^https?:\/\//.test(endpoint) ? endpoint : `https://${endpoint}`);

/** The region the settings or the environment say. */
export const regionOf = (settings: Pick<AgentSettings, 'agent'>): string | undefined =>
  settings.agent.region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
