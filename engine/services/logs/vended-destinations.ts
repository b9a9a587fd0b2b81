import type {
  DeleteDeliveryDestinationPolicyRequest,
  DeleteDeliveryDestinationRequest,
  DeliveryDestination,
  DeliveryDestinationType,
  DescribeDeliveryDestinationsRequest,
  DescribeDeliveryDestinationsResponse,
  GetDeliveryDestinationPolicyRequest,
  GetDeliveryDestinationPolicyResponse,
  GetDeliveryDestinationRequest,
  GetDeliveryDestinationResponse,
  PutDeliveryDestinationPolicyRequest,
  PutDeliveryDestinationPolicyResponse,
  PutDeliveryDestinationRequest,
  PutDeliveryDestinationResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { parseArn, scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import { page } from '../../paging.ts';
import type { Call, Operation } from '../../service.ts';
import { notFound } from './errors.ts';
import type { LogsState, VendedDestination } from './state.ts';
import { inUse } from './vended-logs.ts';

const DEFAULT_PAGE = 50;

const typeBy: Readonly<Record<string, DeliveryDestinationType>> = { s3: 'S3', logs: 'CWL', firehose: 'FH' };

/** Where vended logs are delivered to. */
export function vendedDestinations(state: LogsState) {
  const kept = state.deliveryDestinations;

  const putDeliveryDestination: Operation<PutDeliveryDestinationRequest, PutDeliveryDestinationResponse> = (call) => {
    const { name, outputFormat, deliveryDestinationConfiguration: configuration, tags } = call.input;
    const scope = scopeOf(call);
    const before = kept.get(scope, name!);
    if (before?.shape.outputFormat && outputFormat && before.shape.outputFormat !== outputFormat) {
      throw new AwsError(
        'ValidationException',
        'Update to existing Delivery Destination with new Output Format is not allowed.',
      );
    }
    const resource = configuration?.destinationResourceArn ?? '';
    const shape: DeliveryDestination = {
      name,
      arn: `arn:aws:logs:${call.region}:${call.account}:delivery-destination:${name}`,
      deliveryDestinationType: call.input.deliveryDestinationType ?? typeBy[parseArn(resource)?.service ?? ''],
      outputFormat: outputFormat ?? before?.shape.outputFormat,
      deliveryDestinationConfiguration: configuration ?? before?.shape.deliveryDestinationConfiguration,
      tags: tags ?? before?.shape.tags,
    };
    kept.put(scope, name!, { shape, policy: before?.policy });
    // Its tags are not told (recorded).
    const { tags: _tags, ...told } = shape;
    return { deliveryDestination: told };
  };

  const getDeliveryDestination: Operation<GetDeliveryDestinationRequest, GetDeliveryDestinationResponse> = (call) => ({
    deliveryDestination: find(call, call.input.name!).shape,
  });

  const describeDeliveryDestinations: Operation<
    DescribeDeliveryDestinationsRequest,
    DescribeDeliveryDestinationsResponse
  > = (call) => {
    const { limit, nextToken } = call.input;
    const found = kept.list(scopeOf(call)).map(({ shape }) => shape);
    const { items, next } = page(found, limit ?? DEFAULT_PAGE, nextToken, ({ name }) => name ?? '');
    return { deliveryDestinations: items, nextToken: next };
  };

  const deleteDeliveryDestination: Operation<DeleteDeliveryDestinationRequest, void> = (call) => {
    const { shape } = find(call, call.input.name!);
    const used = state.deliveries.list(scopeOf(call)).some((each) => each.deliveryDestinationArn === shape.arn);
    if (used) throw inUse();
    kept.delete(scopeOf(call), shape.name!);
  };

  const putPolicy: Operation<PutDeliveryDestinationPolicyRequest, PutDeliveryDestinationPolicyResponse> = (call) => {
    const { deliveryDestinationName: name, deliveryDestinationPolicy: policy } = call.input;
    kept.put(scopeOf(call), name!, { ...find(call, name!), policy });
    return { policy: { deliveryDestinationPolicy: policy } };
  };

  const getPolicy: Operation<GetDeliveryDestinationPolicyRequest, GetDeliveryDestinationPolicyResponse> = (call) => {
    const { policy } = find(call, call.input.deliveryDestinationName!);
    return { policy: policy === undefined ? {} : { deliveryDestinationPolicy: policy } };
  };

  const deletePolicy: Operation<DeleteDeliveryDestinationPolicyRequest, void> = (call) => {
    const name = call.input.deliveryDestinationName!;
    kept.put(scopeOf(call), name, { ...find(call, name), policy: undefined });
  };

  function find(call: Call<unknown>, name: string): VendedDestination {
    const found = kept.get(scopeOf(call), name);
    if (!found) throw notFound('Requested Delivery Destination does not exist in this account.');
    return found;
  }

  return {
    PutDeliveryDestination: putDeliveryDestination,
    GetDeliveryDestination: getDeliveryDestination,
    DescribeDeliveryDestinations: describeDeliveryDestinations,
    DeleteDeliveryDestination: deleteDeliveryDestination,
    PutDeliveryDestinationPolicy: putPolicy,
    GetDeliveryDestinationPolicy: getPolicy,
    DeleteDeliveryDestinationPolicy: deletePolicy,
  };
}
