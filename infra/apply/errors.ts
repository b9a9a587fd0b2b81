import type { Resource } from '../resource.ts';

/** Thrown when a resource of the plan cannot be made. */
export class ApplyError extends Error {
  readonly resource: string;

  constructor(resource: Resource, reason: string, cause?: unknown) {
    super(`${resource.id} (${resource.type}, ${resource.region}): ${reason}`, { cause });
    this.name = 'ApplyError';
    this.resource = resource.id;
  }
}

/** Thrown before anything is made: what answers at the endpoint is not AWS, nor like it. */
export class EndpointError extends Error {
  override readonly name = 'EndpointError';
}
