import { documentText, registers, type Text } from '../registered.ts';

interface Recorder {
  readonly Name: string;
  readonly RoleARN: Text;
  readonly RecordingGroup: {
    readonly AllSupported: boolean;
    readonly IncludeGlobalResourceTypes: boolean;
    readonly ResourceTypes?: string[];
    readonly ExclusionByResourceTypes?: { readonly ResourceTypes: string[] };
    readonly RecordingStrategy?: { readonly UseOnly: string };
  };
  readonly RecordingMode: {
    readonly RecordingFrequency: string;
    readonly RecordingModeOverrides?: readonly {
      readonly Description: string;
      readonly ResourceTypes: string[];
      readonly RecordingFrequency: string;
    }[];
  };
}

export const recorder = registers<Recorder>((properties, { name, region, options }) => {
  const { RecordingGroup: group, RecordingMode: mode } = properties;
  const [override] = mode.RecordingModeOverrides ?? [];
  const made = new aws.cfg.Recorder(
    name,
    {
      name: properties.Name,
      region,
      roleArn: properties.RoleARN,
      recordingGroup: {
        allSupported: group.AllSupported,
        includeGlobalResourceTypes: group.IncludeGlobalResourceTypes,
        resourceTypes: group.ResourceTypes,
        ...(group.ExclusionByResourceTypes && {
          exclusionByResourceTypes: [{ resourceTypes: group.ExclusionByResourceTypes.ResourceTypes }],
        }),
        ...(group.RecordingStrategy && { recordingStrategies: [{ useOnly: group.RecordingStrategy.UseOnly }] }),
      },
      recordingMode: {
        recordingFrequency: mode.RecordingFrequency,
        ...(override && {
          recordingModeOverride: {
            description: override.Description,
            resourceTypes: override.ResourceTypes,
            recordingFrequency: override.RecordingFrequency,
          },
        }),
      },
    },
    options,
  );
  return { ref: made.name, arn: '', resources: [made] };
});

interface Channel {
  readonly Name: string;
  readonly S3BucketName: Text;
  readonly SnsTopicARN?: Text;
  readonly ConfigSnapshotDeliveryProperties?: { readonly DeliveryFrequency: string };
}

/** The channel, and with it the start of recording: a recorder starts only once it has a channel. */
export const channel = registers<Channel>((properties, { name, region, options }) => {
  const snapshots = properties.ConfigSnapshotDeliveryProperties;
  const made = new aws.cfg.DeliveryChannel(
    name,
    {
      name: properties.Name,
      region,
      s3BucketName: properties.S3BucketName,
      snsTopicArn: properties.SnsTopicARN,
      ...(snapshots && { snapshotDeliveryProperties: { deliveryFrequency: snapshots.DeliveryFrequency } }),
    },
    options,
  );
  const started = new aws.cfg.RecorderStatus(
    `${name}Recording`,
    { name: properties.Name, region, isEnabled: true },
    { dependsOn: [made] },
  );
  return { ref: made.name, arn: '', resources: [made, started] };
});

interface Rule {
  readonly ConfigRuleName: string;
  readonly Description?: string;
  readonly Scope?: { readonly ComplianceResourceTypes: string[] };
  readonly InputParameters?: object;
  readonly Source: {
    readonly Owner: string;
    readonly SourceIdentifier: Text;
    readonly SourceDetails?: readonly {
      readonly EventSource: string;
      readonly MessageType: string;
      readonly MaximumExecutionFrequency?: string;
    }[];
  };
}

export const rule = registers<Rule>((properties, { name, region, options }) => {
  const { Scope, InputParameters, Source } = properties;
  const made = new aws.cfg.Rule(
    name,
    {
      name: properties.ConfigRuleName,
      region,
      description: properties.Description,
      ...(Scope && { scope: { complianceResourceTypes: Scope.ComplianceResourceTypes } }),
      ...(InputParameters && { inputParameters: documentText(InputParameters) }),
      source: {
        owner: Source.Owner,
        sourceIdentifier: Source.SourceIdentifier,
        sourceDetails: Source.SourceDetails?.map((each) => ({
          eventSource: each.EventSource,
          messageType: each.MessageType,
          maximumExecutionFrequency: each.MaximumExecutionFrequency,
        })),
      },
    },
    options,
  );
  return { ref: made.name, arn: made.arn, resources: [made] };
});

interface Pack {
  readonly ConformancePackName: string;
  readonly TemplateBody?: string;
  readonly TemplateS3Uri?: string;
  readonly ConformancePackInputParameters?: readonly {
    readonly ParameterName: string;
    readonly ParameterValue: string;
  }[];
}

export const pack = registers<Pack>((properties, { name, region, options }) => {
  const made = new aws.cfg.ConformancePack(
    name,
    {
      name: properties.ConformancePackName,
      region,
      templateBody: properties.TemplateBody,
      templateS3Uri: properties.TemplateS3Uri,
      inputParameters: properties.ConformancePackInputParameters?.map((each) => ({
        parameterName: each.ParameterName,
        parameterValue: each.ParameterValue,
      })),
    },
    options,
  );
  return { ref: made.name, arn: made.arn, resources: [made] };
});

interface Remediation {
  readonly ConfigRuleName: Text;
  readonly TargetType: string;
  readonly TargetId: string;
  readonly Parameters: Readonly<
    Record<
      string,
      { readonly ResourceValue?: { readonly Value: string }; readonly StaticValue?: { readonly Values: Text[] } }
    >
  >;
  readonly Automatic: boolean;
  readonly MaximumAutomaticAttempts?: number;
  readonly RetryAttemptSeconds?: number;
}

export const remediation = registers<Remediation>((properties, { name, region, options }) => {
  const made = new aws.cfg.RemediationConfiguration(
    name,
    {
      configRuleName: properties.ConfigRuleName,
      region,
      targetType: properties.TargetType,
      targetId: properties.TargetId,
      parameters: Object.entries(properties.Parameters).map(([parameter, { ResourceValue, StaticValue }]) => ({
        name: parameter,
        resourceValue: ResourceValue?.Value,
        staticValues: StaticValue?.Values,
      })),
      automatic: properties.Automatic,
      maximumAutomaticAttempts: properties.MaximumAutomaticAttempts,
      retryAttemptSeconds: properties.RetryAttemptSeconds,
    },
    options,
  );
  return { ref: made.configRuleName, arn: made.arn, resources: [made] };
});
