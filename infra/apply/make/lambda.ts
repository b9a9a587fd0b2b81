import { createHash } from 'node:crypto';
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  type CreateFunctionRequest,
  GetFunctionConfigurationCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { maker, unless } from '../maker.ts';

type LambdaFunction = Omit<CreateFunctionRequest, 'Code'> & { readonly FunctionName: string };

export const makeFunction = maker<LambdaFunction>(async (input, { clients, code, resolver }) => {
  const { FunctionName } = input;
  if (!code) throw new Error('the handler has no bundle');
  const { lambda } = clients;
  const before = await unless('ResourceNotFoundException', () =>
    lambda.send(new GetFunctionConfigurationCommand({ FunctionName })),
  );
  if (!before) {
    await lambda.send(new CreateFunctionCommand({ ...input, Code: { ZipFile: code } }));
  } else {
    if (before.CodeSha256 !== createHash('sha256').update(code).digest('base64')) {
      await lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: code }));
      await waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 60, minDelay: 1 }, { FunctionName });
    }
    const { Architectures: _, PackageType: __, Publish: ___, Tags: ____, ...configuration } = input;
    await lambda.send(new UpdateFunctionConfigurationCommand(configuration));
  }
  return {
    Ref: FunctionName,
    Arn: `arn:aws:lambda:${clients.region}:${resolver.account}:function:${FunctionName}`,
  };
});

interface Permission {
  readonly FunctionName: string;
  readonly Action: string;
  readonly Principal: string;
  readonly SourceArn?: string;
}

export const makePermission = maker<Permission>(async (input, { clients }) => {
  const StatementId = `${input.Principal.split('.')[0]}-${createHash('sha256')
    .update(input.SourceArn ?? '')
    .digest('hex')
    .slice(0, 8)}`;
  // The id tells the permission: one that is there is the one that is wanted.
  await unless('ResourceConflictException', () =>
    clients.lambda.send(new AddPermissionCommand({ ...input, StatementId })),
  );
  return { Ref: StatementId, Arn: '' };
});
