import type { Value } from '../resource.ts';

/** Statements as an IAM policy document. */
export const policy = (...statements: Value[]): Value => ({ Version: '2012-10-17', Statement: statements });

/** Who may take a role: one AWS service. */
export const trustOf = (service: string): Value =>
  policy({ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' });
