import type {
  DeleteDestinationRequest,
  DescribeDestinationsRequest,
  DescribeDestinationsResponse,
  Destination as DestinationShape,
  PutDestinationPolicyRequest,
  PutDestinationRequest,
  PutDestinationResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { scopeOf } from '../../arn.ts';
import { page } from '../../paging.ts';
import type { Call, Operation } from '../../service.ts';
import { notFound } from './errors.ts';
import { destinationArn } from './names.ts';
import type { Destination, LogsState } from './state.ts';

const DEFAULT_PAGE = 50;

/** Destinations: what subscription filters of other accounts may send to. */
export function destinations(state: LogsState) {
  const kept = state.destinations;

  const putDestination: Operation<PutDestinationRequest, PutDestinationResponse> = (call) => {
    const { destinationName, targetArn, roleArn, tags } = call.input;
    const name = destinationName!;
    const before = kept.get(scopeOf(call), name);
    const destination: Destination = {
      name,
      arn: destinationArn(call, name),
      targetArn: targetArn!,
      roleArn: roleArn!,
      accessPolicy: before?.accessPolicy,
      createdAt: before?.createdAt ?? state.parts.clock.now(),
      tags: { ...before?.tags, ...tags },
    };
    kept.put(scopeOf(call), name, destination);
    return { destination: described(destination) };
  };

  const putDestinationPolicy: Operation<PutDestinationPolicyRequest, void> = (call) => {
    const found = find(call, call.input.destinationName!);
    kept.put(scopeOf(call), found.name, { ...found, accessPolicy: call.input.accessPolicy });
  };

  const describeDestinations: Operation<DescribeDestinationsRequest, DescribeDestinationsResponse> = (call) => {
    const { DestinationNamePrefix: prefix = '', limit, nextToken } = call.input;
    const found = kept.list(scopeOf(call)).filter(({ name }) => name.startsWith(prefix));
    const { items, next } = page(found, limit ?? DEFAULT_PAGE, nextToken, ({ name }) => name);
    return { destinations: items.map(described), nextToken: next };
  };

  const deleteDestination: Operation<DeleteDestinationRequest, void> = (call) => {
    kept.delete(scopeOf(call), find(call, call.input.destinationName!).name);
  };

  function find(call: Call<unknown>, name: string): Destination {
    const found = kept.get(scopeOf(call), name);
    if (!found) throw notFound('The specified destination does not exist.');
    return found;
  }

  return {
    PutDestination: putDestination,
    PutDestinationPolicy: putDestinationPolicy,
    DescribeDestinations: describeDestinations,
    DeleteDestination: deleteDestination,
  };
}

const described = (destination: Destination): DestinationShape => ({
  arn: destination.arn,
  creationTime: destination.createdAt,
  destinationName: destination.name,
  targetArn: destination.targetArn,
  roleArn: destination.roleArn,
  accessPolicy: destination.accessPolicy,
});
