import { accountOf, type CloudTrailRecord, type JsonObject } from '../../cloudtrail/index.ts';
import { changed, deleted, made, type Reducer, type Subject } from './change.ts';
import type { Draft } from './draft.ts';
import { answered, asked, documentIn, isObject, listAt, numberAt, objectAt, tagsIn, textAt, textsAt } from './read.ts';

/** The function a call names: by its name, `account:name`, or its ARN with or without a version. */
function functionOf(record: CloudTrailRecord, given = nameIn(asked(record))): Subject {
  const parts = given?.split(':') ?? [];
  const at = parts.indexOf('function');
  const name = at >= 0 ? parts[at + 1] : parts.at(-1);
  const arn = name && `arn:aws:lambda:${record.awsRegion}:${accountOf(record)}:function:${name}`;
  return { type: 'AWS::Lambda::Function', region: record.awsRegion, id: name, name, arn };
}

const nameIn = (request: JsonObject) => textAt(request, 'functionName') ?? textAt(request, 'resource');

const change =
  (edit: (draft: Draft, record: CloudTrailRecord) => void): Reducer =>
  (record) => [changed(functionOf(record), (draft) => edit(draft, record))];

const POLICY = 'supplementaryConfiguration.Policy';
const OTHER_STATEMENTS = `${POLICY}.Statement.*`;

/**
 * Lambda functions with their policy and concurrency. The names of the calls are without the API's version behind them
 * (`CreateFunction20150331`). What variables a function has, no record tells.
 */
export const functionReducers: Readonly<Record<string, Reducer>> = {
  CreateFunction: (record) => [
    made(functionOf(record), (draft) => {
      configure(draft, record);
      draft.forget('configuration.environment');
      draft.tag(tagsIn(asked(record).tags));
    }),
  ],
  UpdateFunctionConfiguration: change(configure),
  UpdateFunctionCode: change(configure),
  DeleteFunction: (record) => (textAt(asked(record), 'qualifier') === undefined ? [deleted(functionOf(record))] : []),
  AddPermission: change((draft, record) => {
    if (textAt(asked(record), 'qualifier') !== undefined) return;
    const told = documentIn(answered(record).statement);
    const statement = isObject(told) ? told : statementIn(record);
    const sid = textAt(statement, 'Sid');
    setStatements(draft, (statements) => [...statements.filter((each) => each.Sid !== sid), statement]);
  }),
  RemovePermission: change((draft, record) => {
    const sid = textAt(asked(record), 'statementId');
    if (textAt(asked(record), 'qualifier') === undefined) {
      setStatements(draft, (statements) => statements.filter((each) => each.Sid !== sid));
    }
  }),
  PutFunctionConcurrency: change((draft, record) => {
    const reservedConcurrentExecutions = numberAt(asked(record), 'reservedConcurrentExecutions') ?? null;
    draft.set('supplementaryConfiguration.Concurrency', { reservedConcurrentExecutions });
  }),
  DeleteFunctionConcurrency: change((draft) => draft.set('supplementaryConfiguration.Concurrency', undefined)),
  TagResource: change((draft, record) => draft.tag(tagsIn(asked(record).tags))),
  UntagResource: change((draft, record) => draft.untag(textsAt(asked(record), 'tagKeys'))),
};

/** The answer is the function's whole configuration; a record without one has what was asked for. */
function configure(draft: Draft, record: CloudTrailRecord): void {
  const { environment: _, code: __, tags: ___, publish: ____, dryRun: _____, ...request } = asked(record);
  const { environment: ______, ...answer } = answered(record);
  const { vpcConfigResponse, ...rest } = Object.keys(answer).length > 0 ? answer : request;
  draft.merge('configuration', { ...rest, ...(isObject(vpcConfigResponse) && { vpcConfig: vpcConfigResponse }) });
  draft.set('configuration.functionName', functionOf(record).name);
  const role = textAt(draft.at('configuration.role'));
  draft.unrelate('AWS::IAM::Role');
  draft.relate('Is associated with ', 'AWS::IAM::Role', role?.split('/').at(-1), role?.split('/').at(-1));
  const vpc = objectAt(draft.at('configuration.vpcConfig'));
  for (const id of textsAt(vpc, 'subnetIds')) draft.relate('Is contained in ', 'AWS::EC2::Subnet', id);
  for (const id of textsAt(vpc, 'securityGroupIds')) {
    draft.relate('Is associated with ', 'AWS::EC2::SecurityGroup', id);
  }
}

function statementIn(record: CloudTrailRecord): JsonObject {
  const { statementId = null, action = null, principal = null } = asked(record);
  const isService = typeof principal === 'string' && principal.includes('.amazonaws.com');
  return {
    Sid: statementId,
    Effect: 'Allow',
    Principal: principal === '*' ? '*' : isService ? { Service: principal } : { AWS: principal },
    Action: action,
    Resource: functionOf(record).arn ?? null,
  };
}

/** The policy: a text, as AWS has it; of a function that was not seen being made an object with the statements that are known. */
function setStatements(draft: Draft, edit: (before: readonly JsonObject[]) => readonly JsonObject[]): void {
  const isPartly = draft.isUnknown(POLICY) || draft.unknown.includes(OTHER_STATEMENTS);
  const statements = edit(listAt(documentIn(draft.at(POLICY)), 'Statement').filter(isObject));
  const policy = { Version: '2012-10-17', Id: 'default', Statement: statements };
  if (isPartly) {
    draft.set(POLICY, policy);
    draft.mark(OTHER_STATEMENTS);
  } else draft.set(POLICY, statements.length === 0 ? undefined : JSON.stringify(policy));
}
