import { hostname, networkInterfaces } from 'node:os';

/** What is known of the machine: names in settings stand for these. */
export interface Instance {
  readonly hostname: string;
  readonly ipAddress: string;
  /** Of EC2; undefined elsewhere. */
  readonly instanceId: string | undefined;
  readonly instanceType: string | undefined;
  readonly imageId: string | undefined;
  readonly accountId: string | undefined;
  readonly region: string | undefined;
  readonly autoScalingGroup: string | undefined;
  readonly localHostname: string | undefined;
}

const ENDPOINT = 'http://169.254.169.254';
const PATIENCE = 1_000;

/**
 * Asks the instance metadata service, with a session token first (IMDSv2) and without where that is not understood. Off EC2 it does
 * not answer; then the host's own names are all there is.
 * @param retries how often to ask again
 */
export async function findInstance(retries = 1): Promise<Instance> {
  const host = { hostname: hostname(), ipAddress: firstAddress() };
  const nothing = {
    instanceId: undefined,
    instanceType: undefined,
    imageId: undefined,
    accountId: undefined,
    region: undefined,
    autoScalingGroup: undefined,
    localHostname: undefined,
  };
  if (process.env.AWS_EC2_METADATA_DISABLED?.toLowerCase() === 'true') return { ...host, ...nothing };
  const ask = await metadata(retries);
  const document = ask && (await ask('dynamic/instance-identity/document'));
  if (!ask || !document) return { ...host, ...nothing };
  const identity = JSON.parse(document) as Partial<Record<string, string>>;
  return {
    hostname: host.hostname,
    ipAddress: identity.privateIp ?? host.ipAddress,
    instanceId: identity.instanceId,
    instanceType: identity.instanceType,
    imageId: identity.imageId,
    accountId: identity.accountId,
    region: identity.region,
    autoScalingGroup: await ask('meta-data/tags/instance/aws:autoscaling:groupName'),
    localHostname: await ask('meta-data/local-hostname'),
  };
}

type Ask = (path: string) => Promise<string | undefined>;

async function metadata(retries: number): Promise<Ask | undefined> {
  const base = `${process.env.AWS_EC2_METADATA_SERVICE_ENDPOINT ?? ENDPOINT}/latest`;
  for (let tries = 0; tries <= retries; tries += 1) {
    try {
      const answer = await fetch(`${base}/api/token`, {
        method: 'PUT',
        headers: { 'x-aws-ec2-metadata-token-ttl-seconds': '21600' },
        signal: AbortSignal.timeout(PATIENCE),
      });
      const headers: Record<string, string> = answer.ok ? { 'x-aws-ec2-metadata-token': await answer.text() } : {};
      return async (path) => {
        const found = await fetch(`${base}/${path}`, { headers, signal: AbortSignal.timeout(PATIENCE) });
        return found.ok ? (await found.text()).trim() : undefined;
      };
    } catch (error) {
      // No answer: not EC2, or out of reach from here (a hop limit of 1 in a container).
      if (!(error instanceof TypeError) && (error as Error).name !== 'TimeoutError') throw error;
    }
  }
  return undefined;
}

function firstAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
}

/** A name with its placeholders filled in; off EC2 the host's name stands for the instance id. */
export function fillIn(name: string, instance: Instance, now: number): string {
  const date = new Date(now);
  const day = `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
  const values: Readonly<Record<string, string>> = {
    instance_id: instance.instanceId ?? instance.hostname,
    hostname: instance.hostname,
    local_hostname: instance.localHostname ?? instance.hostname,
    ip_address: instance.ipAddress,
    aws_region: instance.region ?? process.env.AWS_REGION ?? 'unknown',
    account_id: instance.accountId ?? 'unknown',
    date: day,
  };
  return name.replaceAll(/\{(\w+)\}/g, (written, key: string) => values[key] ?? written);
}
