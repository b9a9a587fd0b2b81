import { createHash } from 'node:crypto';
import type {
  CreateFunctionRequest,
  DeleteFunctionRequest,
  FunctionConfiguration,
  GetFunctionRequest,
  GetFunctionResponse,
  ListFunctionsRequest,
  ListFunctionsResponse,
  UpdateFunctionCodeRequest,
  UpdateFunctionConfigurationRequest,
} from '@aws-sdk/client-lambda';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { unpack } from './code.ts';
import { functionArn, functionName } from './names.ts';
import type { LambdaFunction, LambdaState } from './state.ts';

const DEFAULT_TIMEOUT = 3;
const DEFAULT_MEMORY = 128;
const PAGE = 50;

/** The function's operations: what a deploy makes, changes and reads. */
export function functions(state: LambdaState) {
  const { store, clock } = state.parts;

  const createFunction: Operation<CreateFunctionRequest, FunctionConfiguration> = (call) => {
    const { input } = call;
    const name = functionName(input.FunctionName!);
    if (state.functions.has(state.scope(call), name)) {
      throw new AwsError('ResourceConflictException', `Function already exist: ${name}`, { status: 409 });
    }
    const zip = codeOf(input.Code?.ZipFile);
    const made: LambdaFunction = {
      name,
      arn: functionArn(call, name),
      runtime: input.Runtime ?? 'nodejs24.x',
      role: input.Role!,
      handler: input.Handler ?? 'index.handler',
      description: input.Description ?? '',
      timeout: input.Timeout ?? DEFAULT_TIMEOUT,
      memorySize: input.MemorySize ?? DEFAULT_MEMORY,
      architectures: input.Architectures ?? ['x86_64'],
      environment: input.Environment?.Variables ?? {},
      logGroup: input.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
      deadLetterArn: input.DeadLetterConfig?.TargetArn,
      tags: input.Tags ?? {},
      code: codeFacts(zip),
      revision: call.requestId,
      modifiedAt: clock.now(),
      policy: [],
    };
    store.write(() => {
      state.functions.put(state.scope(call), name, made);
      state.code.put(made.arn, zip);
    });
    return describe(made);
  };

  const updateFunctionCode: Operation<UpdateFunctionCodeRequest, FunctionConfiguration> = (call) => {
    const found = state.find(call, call.input.FunctionName!);
    const zip = codeOf(call.input.ZipFile);
    const changed = { ...found, code: codeFacts(zip), revision: call.requestId, modifiedAt: clock.now() };
    if (call.input.DryRun) return describe(changed);
    store.write(() => {
      state.functions.put(state.scope(call), found.name, changed);
      state.code.put(found.arn, zip);
    });
    state.sandboxes.retire(found.arn);
    return describe(changed);
  };

  const updateFunctionConfiguration: Operation<UpdateFunctionConfigurationRequest, FunctionConfiguration> = (call) => {
    const { input } = call;
    const found = state.find(call, input.FunctionName!);
    const changed: LambdaFunction = {
      ...found,
      runtime: input.Runtime ?? found.runtime,
      role: input.Role ?? found.role,
      handler: input.Handler ?? found.handler,
      description: input.Description ?? found.description,
      timeout: input.Timeout ?? found.timeout,
      memorySize: input.MemorySize ?? found.memorySize,
      environment: input.Environment?.Variables ?? found.environment,
      logGroup: input.LoggingConfig?.LogGroup ?? found.logGroup,
      deadLetterArn: input.DeadLetterConfig ? input.DeadLetterConfig.TargetArn : found.deadLetterArn,
      revision: call.requestId,
      modifiedAt: clock.now(),
    };
    state.functions.put(state.scope(call), found.name, changed);
    state.sandboxes.retire(found.arn);
    return describe(changed);
  };

  const getFunction: Operation<GetFunctionRequest, GetFunctionResponse> = (call) => {
    const found = state.find(call, call.input.FunctionName!);
    return { Configuration: describe(found), Code: { RepositoryType: 'S3' }, Tags: found.tags };
  };

  const getFunctionConfiguration: Operation<GetFunctionRequest, FunctionConfiguration> = (call) =>
    describe(state.find(call, call.input.FunctionName!));

  const listFunctions: Operation<ListFunctionsRequest, ListFunctionsResponse> = (call) => {
    const after = call.input.Marker ?? '';
    const rest = state.functions.list(state.scope(call)).filter((each) => each.name > after);
    const page = rest.slice(0, Math.min(call.input.MaxItems ?? PAGE, PAGE));
    return { Functions: page.map(describe), NextMarker: rest.length > page.length ? page.at(-1)?.name : undefined };
  };

  const deleteFunction: Operation<DeleteFunctionRequest, void> = (call) => {
    const found = state.find(call, call.input.FunctionName!);
    store.write(() => {
      state.functions.delete(state.scope(call), found.name);
      state.code.delete(found.arn);
    });
    state.sandboxes.retire(found.arn);
  };

  return {
    CreateFunction: createFunction,
    UpdateFunctionCode: updateFunctionCode,
    UpdateFunctionConfiguration: updateFunctionConfiguration,
    GetFunction: getFunction,
    GetFunctionConfiguration: getFunctionConfiguration,
    ListFunctions: listFunctions,
    DeleteFunction: deleteFunction,
  };
}

function codeOf(zip: Uint8Array | undefined): Uint8Array {
  if (!zip) {
    throw new AwsError(
      'InvalidParameterValueException',
      'The engine takes code as ZipFile; an S3 location or an image is not read.',
    );
  }
  unpack(zip);
  return zip;
}

const codeFacts = (zip: Uint8Array) => ({
  sha256: createHash('sha256').update(zip).digest('base64'),
  size: zip.byteLength,
});

/** `2026-11-21T03:00:00.000+0000`: how Lambda writes a moment. */
const lambdaTime = (ms: number) => new Date(ms).toISOString().replace('Z', '+0000');

function describe(found: LambdaFunction): FunctionConfiguration {
  return {
    FunctionName: found.name,
    FunctionArn: found.arn,
    Runtime: found.runtime as FunctionConfiguration['Runtime'],
    Role: found.role,
    Handler: found.handler,
    CodeSize: found.code.size,
    CodeSha256: found.code.sha256,
    Description: found.description,
    Timeout: found.timeout,
    MemorySize: found.memorySize,
    LastModified: lambdaTime(found.modifiedAt),
    Version: '$LATEST',
    Environment: Object.keys(found.environment).length > 0 ? { Variables: found.environment } : undefined,
    DeadLetterConfig: found.deadLetterArn ? { TargetArn: found.deadLetterArn } : undefined,
    TracingConfig: { Mode: 'PassThrough' },
    RevisionId: found.revision,
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    Architectures: [...found.architectures] as FunctionConfiguration['Architectures'],
    EphemeralStorage: { Size: 512 },
    LoggingConfig: { LogFormat: 'Text', LogGroup: found.logGroup },
  };
}
