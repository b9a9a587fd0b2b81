import { AwsError } from '../../errors.ts';

/** The answer to a body that cannot be read at all. */
export const serializationError = (message: string, cause?: unknown): AwsError =>
  new AwsError('SerializationException', message, { cause });
