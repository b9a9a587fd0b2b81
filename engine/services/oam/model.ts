/** A monitoring account's sink: what source accounts link to. */
export interface Sink {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  /** Who may link to it, as it was put; without one nobody may. */
  readonly policy?: string;
  readonly tags: Tags;
}

/** A source account's link to a sink. */
export interface Link {
  readonly id: string;
  readonly arn: string;
  readonly sinkArn: string;
  readonly label: string;
  readonly labelTemplate: string;
  readonly resourceTypes: readonly string[];
  readonly configuration: LinkConfiguration;
  readonly tags: Tags;
}

/** Which of the source's log groups and metrics are shared; all of those without a filter. */
export interface LinkConfiguration {
  readonly LogGroupConfiguration?: { readonly Filter: string };
  readonly MetricConfiguration?: { readonly Filter: string };
}

export type Tags = Readonly<Record<string, string>>;

// The members of requests, after the API reference: its SDK client has no types of the kind the other services use.

export interface CreateSinkInput {
  readonly Name: string;
  readonly Tags?: Tags;
}

export interface Identified {
  readonly Identifier: string;
  readonly IncludeTags?: boolean;
}

export interface OfSink {
  readonly SinkIdentifier: string;
}

export interface PutSinkPolicyInput extends OfSink {
  readonly Policy: string;
}

export interface CreateLinkInput extends OfSink {
  readonly LabelTemplate: string;
  readonly ResourceTypes: readonly string[];
  readonly LinkConfiguration?: LinkConfiguration;
  readonly Tags?: Tags;
}

export interface UpdateLinkInput extends Identified {
  readonly ResourceTypes: readonly string[];
  readonly LinkConfiguration?: LinkConfiguration;
}

export interface Listing {
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

export interface TagResourceInput {
  readonly ResourceArn: string;
  readonly Tags: Tags;
}

export interface UntagResourceInput {
  readonly ResourceArn: string;
  readonly TagKeys: readonly string[];
}
