import type { SSMClient } from '@aws-sdk/client-ssm';
import { AgentError } from '../errors.ts';

/**
 * A settings text kept in SSM Parameter Store.
 * @throws AgentError when there is none of that name, or it is not ours to read
 */
export async function fetchParameter(client: SSMClient, name: string): Promise<string> {
  const { GetParameterCommand } = await import('@aws-sdk/client-ssm');
  try {
    const { Parameter: found } = await client.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    if (found?.Value === undefined) throw new AgentError(`ssm:${name}: the parameter is empty`);
    return found.Value;
  } catch (error) {
    if (error instanceof AgentError) throw error;
    const { name: code, message } = error as Error;
    throw new AgentError(
      `ssm:${name}: ${code === 'ParameterNotFound' ? 'there is no such parameter' : `${code}: ${message}`}`,
    );
  }
}
