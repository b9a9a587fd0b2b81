import type { LambdaFunction } from './state.ts';

export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** ms since 1970; a sandbox is not used beyond it. */
  readonly expiresAt: number;
}

/** Keys of a session of a role, as STS gives Lambda. */
export type CredentialsOf = (role: string, sessionName: string) => SessionCredentials;

/**
 * A function's environment: what AWS sets, what the function's configuration sets, and the engine's address, by which the SDK
 * in the handler reaches the engine as it would reach AWS, and people its page in the console's place.
 * @see AWS Lambda, "Defined runtime environment variables"
 */
export function environmentOf(
  found: LambdaFunction,
  taskRoot: string,
  endpoint: string,
  keys: SessionCredentials,
): Record<string, string> {
  const region = found.arn.split(':')[3]!;
  return {
    AWS_ENDPOINT_URL: endpoint,
    CONSOLE_URL: endpoint,
    ...found.environment,
    _HANDLER: found.handler,
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_SESSION_TOKEN: keys.sessionToken,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${found.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: found.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(found.memorySize),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: found.logGroup,
    LAMBDA_TASK_ROOT: taskRoot,
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    PATH: process.env.PATH ?? '',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
  };
}
