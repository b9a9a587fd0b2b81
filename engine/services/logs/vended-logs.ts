import { randomBytes } from 'node:crypto';
import type {
  CreateDeliveryRequest,
  CreateDeliveryResponse,
  DeleteDeliveryRequest,
  Delivery,
  DeliveryDestinationType,
  DeliverySource,
  DescribeDeliveriesRequest,
  DescribeDeliveriesResponse,
  DescribeDeliverySourcesRequest,
  DescribeDeliverySourcesResponse,
  GetDeliveryRequest,
  GetDeliveryResponse,
  GetDeliverySourceRequest,
  GetDeliverySourceResponse,
  PutDeliverySourceRequest,
  PutDeliverySourceResponse,
  S3DeliveryConfiguration,
} from '@aws-sdk/client-cloudwatch-logs';
import { parseArn, scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import { page } from '../../paging.ts';
import type { Call, Operation } from '../../service.ts';
import { notFound } from './errors.ts';
import type { LogsState } from './state.ts';

const DEFAULT_PAGE = 50;

/** What each service can deliver. */
const logTypes: Readonly<Record<string, readonly string[]>> = {
  cloudfront: ['ACCESS_LOGS', 'CONNECTION_LOGS'],
  bedrock: ['APPLICATION_LOGS'],
  codewhisperer: ['EVENT_LOGS'],
  mediapackagev2: ['EGRESS_ACCESS_LOGS', 'INGRESS_ACCESS_LOGS'],
  mediatailor: ['AD_DECISION_SERVER_LOGS', 'MANIFEST_SERVICE_LOGS', 'TRANSCODE_LOGS'],
  sso: ['ERROR_LOGS'],
  qdeveloper: ['EVENT_LOGS'],
  ses: ['APPLICATION_LOGS', 'TRAFFIC_POLICY_DEBUG_LOGS'],
  workmail: [
    'ACCESS_CONTROL_LOGS',
    'AUTHENTICATION_LOGS',
    'WORKMAIL_AVAILABILITY_PROVIDER_LOGS',
    'WORKMAIL_MAILBOX_ACCESS_LOGS',
    'WORKMAIL_PERSONAL_ACCESS_TOKEN_LOGS',
  ],
};

/** What a delivery holds unless it says otherwise (recorded). */
const deliveryDefaults: Readonly<
  Record<string, { readonly recordFields: string[]; readonly s3: S3DeliveryConfiguration }>
> = {
  cloudfront: {
    recordFields: (
      'date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query ' +
      'cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ' +
      'ssl-cipher x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte ' +
      'x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start sc-range-end'
    ).split(' '),
    s3: { enableHiveCompatiblePath: false, suffixPath: 'AWSLogs/{account-id}/CloudFront/' },
  },
};

/**
 * Sources of vended logs and their deliveries to destinations: kept and shown. None of the services that vend logs this way is
 * in the engine, so nothing is delivered.
 */
export function vendedLogs(state: LogsState) {
  const { deliverySources: sources, deliveries, deliveryDestinations: destinations } = state;

  const putDeliverySource: Operation<PutDeliverySourceRequest, PutDeliverySourceResponse> = (call) => {
    const { name, resourceArn, logType, tags } = call.input;
    const scope = scopeOf(call);
    const service = parseArn(resourceArn!)?.service ?? '';
    const types = logTypes[service];
    if (!types) throw notFound('Cannot access provided service.');
    if (!types.includes(logType!)) {
      throw new AwsError('ValidationException', 'This service is not allowed for this LogSource.');
    }
    const before = sources.get(scope, name!);
    if (before && before.resourceArns?.[0] !== resourceArn) {
      throw new AwsError('ConflictException', 'Update is not allowed for a DeliverySource to change its resource.');
    }
    const source: DeliverySource = {
      name,
      arn: `arn:aws:logs:${call.region}:${call.account}:delivery-source:${name}`,
      resourceArns: [resourceArn!],
      service,
      logType,
      tags: tags ?? before?.tags,
    };
    sources.put(scope, name!, source);
    return { deliverySource: source };
  };

  const getDeliverySource: Operation<GetDeliverySourceRequest, GetDeliverySourceResponse> = (call) => ({
    deliverySource: source(call, call.input.name!),
  });

  const describeDeliverySources: Operation<DescribeDeliverySourcesRequest, DescribeDeliverySourcesResponse> = (
    call,
  ) => {
    const { limit, nextToken } = call.input;
    const { items, next } = page(
      sources.list(scopeOf(call)),
      limit ?? DEFAULT_PAGE,
      nextToken,
      ({ name }) => name ?? '',
    );
    return { deliverySources: items, nextToken: next };
  };

  const deleteDeliverySource: Operation<GetDeliverySourceRequest, void> = (call) => {
    const { name } = source(call, call.input.name!);
    if (deliveries.list(scopeOf(call)).some(({ deliverySourceName }) => deliverySourceName === name)) throw inUse();
    sources.delete(scopeOf(call), name!);
  };

  const createDelivery: Operation<CreateDeliveryRequest, CreateDeliveryResponse> = (call) => {
    const { input } = call;
    const scope = scopeOf(call);
    const { service = '' } = source(call, input.deliverySourceName!);
    const defaults = deliveryDefaults[service];
    const destination = destinations.list(scope).find(({ shape }) => shape.arn === input.deliveryDestinationArn);
    if (!destination) throw notFound('Requested Delivery Destination does not exist in this account.');
    const same = (each: Delivery) =>
      each.deliverySourceName === input.deliverySourceName &&
      each.deliveryDestinationArn === input.deliveryDestinationArn;
    if (deliveries.list(scope).some(same)) {
      throw new AwsError('ConflictException', 'Delivery already exists.');
    }
    const toBucket = destination.shape.deliveryDestinationType === 'S3';
    const id = randomBytes(8).toString('hex');
    const delivery: Delivery = {
      id,
      arn: `arn:aws:logs:${call.region}:${call.account}:delivery:${id}`,
      deliverySourceName: input.deliverySourceName,
      deliveryDestinationArn: input.deliveryDestinationArn,
      deliveryDestinationType: destination.shape.deliveryDestinationType as DeliveryDestinationType,
      recordFields: input.recordFields ?? defaults?.recordFields,
      fieldDelimiter: input.fieldDelimiter,
      s3DeliveryConfiguration: toBucket ? { ...defaults?.s3, ...input.s3DeliveryConfiguration } : undefined,
      tags: input.tags,
    };
    deliveries.put(scope, id, delivery);
    return { delivery };
  };

  const getDelivery: Operation<GetDeliveryRequest, GetDeliveryResponse> = (call) => ({
    delivery: delivery(call, call.input.id!),
  });

  const describeDeliveries: Operation<DescribeDeliveriesRequest, DescribeDeliveriesResponse> = (call) => {
    const { limit, nextToken } = call.input;
    const { items, next } = page(
      deliveries.list(scopeOf(call)),
      limit ?? DEFAULT_PAGE,
      nextToken,
      ({ id }) => id ?? '',
    );
    return { deliveries: items, nextToken: next };
  };

  const deleteDelivery: Operation<DeleteDeliveryRequest, void> = (call) => {
    deliveries.delete(scopeOf(call), delivery(call, call.input.id!).id!);
  };

  function source(call: Call<unknown>, name: string): DeliverySource {
    const found = sources.get(scopeOf(call), name);
    if (!found) throw notFound('Requested Delivery Source does not exist in this account.');
    return found;
  }

  function delivery(call: Call<unknown>, id: string): Delivery {
    const found = deliveries.get(scopeOf(call), id);
    if (!found) throw notFound('Requested Delivery does not exist in this account.');
    return found;
  }

  return {
    PutDeliverySource: putDeliverySource,
    GetDeliverySource: getDeliverySource,
    DescribeDeliverySources: describeDeliverySources,
    DeleteDeliverySource: deleteDeliverySource,
    CreateDelivery: createDelivery,
    GetDelivery: getDelivery,
    DescribeDeliveries: describeDeliveries,
    DeleteDelivery: deleteDelivery,
  };
}

/** What a delivery still uses is not deleted. The text is unverified. */
export const inUse = (): AwsError =>
  new AwsError('ConflictException', 'This operation is not allowed while a delivery uses the resource.');
