const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Credentials for an endpoint: on loopback, where the engine takes any, made-up ones unless the environment has some, so that
 * nobody needs an AWS profile to try a rule; elsewhere the SDK's own chain decides.
 */
export function credentialsFor(endpoint: string): { accessKeyId: string; secretAccessKey: string } | undefined {
  if (!LOOPBACK.has(new URL(endpoint).hostname) || process.env.AWS_ACCESS_KEY_ID) return undefined;
  return { accessKeyId: 'trailkeeper', secretAccessKey: 'trailkeeper' };
}
