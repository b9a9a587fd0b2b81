import type { HttpAnswer, HttpRequest } from '../exchange.ts';
import type { OperationSchema, ServiceSchema, StructureShape } from '../schemas.ts';

export interface Exchange {
  readonly request: HttpRequest;
  readonly service: ServiceSchema;
  readonly operation: OperationSchema;
  /** What the REST protocols cut from the path, still encoded. */
  readonly labels: Record<string, string>;
  readonly requestId: string;
}

/** An error on its way out: as thrown, beside what the model says about it. */
export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly status: number;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly schema: StructureShape | undefined;
}

/** What is known of a request when it fails: the service may not have been found. */
export interface FaultExchange {
  readonly request: HttpRequest;
  readonly service: ServiceSchema | undefined;
  readonly requestId: string;
}

/** One of AWS's wire protocols, server side. */
export interface Protocol {
  readonly name: string;
  /** The operation's input; throws an `AwsError` (`SerializationException` and its kin) when the request cannot be read. */
  read(exchange: Exchange): unknown;
  answer(exchange: Exchange, output: unknown): HttpAnswer;
  fault(exchange: FaultExchange, fault: Fault): HttpAnswer;
}

/** What a client expects an error to be told apart by: the code of the query protocol, where the model keeps one. */
export const queryCode = ({ code, schema }: Fault): string => schema?.traits.awsQueryError?.[0] ?? code;

/** Whether the caller is at fault, in the query protocol's words. */
export const faultType = (status: number): 'Sender' | 'Receiver' => (status < 500 ? 'Sender' : 'Receiver');

/**
 * An error's type as awsJson 1.0 and rpcv2Cbor write it. What the model's constraints refuse is the framework's own error there, whatever
 * code the query protocol has for it. Recorded from CloudWatch.
 */
export function qualifiedType(service: ServiceSchema | undefined, { code, schema }: Fault): string {
  if (!schema && /^Validation(Error|Exception)$/.test(code)) return 'com.amazon.coral.validate#ValidationException';
  return `${NAMESPACES[service?.target ?? ''] ?? service?.namespace ?? 'com.amazonaws'}#${code}`;
}

/** Services whose answers name another namespace than their model. */
const NAMESPACES: Record<string, string> = {
  GraniteServiceVersion20100801: 'com.amazonaws.cloudwatch.v2010_08_01',
  DynamoDB_20120810: 'com.amazonaws.dynamodb.v20120810',
};

/** The message member of an error; none where there is nothing to say. */
export const messageOf = (fault: Fault): Record<string, string> =>
  fault.message === '' ? {} : { [messageName(fault)]: fault.message };

/** The header by which clients of a service that moved from query to JSON or CBOR learn the old code. */
export function queryErrorHeader(service: ServiceSchema | undefined, fault: Fault): Record<string, string> {
  if (!service?.queryCompatible) return {};
  return { 'x-amzn-query-error': `${queryCode(fault)};${faultType(fault.status)}` };
}

/** What the error's message member is called: models differ in its first letter. */
const messageName = ({ schema }: Fault): string =>
  schema?.members.find(({ name }) => name === 'Message')?.name ?? 'message';
