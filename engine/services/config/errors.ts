import { AwsError } from '../../errors.ts';

/** AWS Config's answers that are not a success. Texts as far as known from AWS's clients; none is recorded. */
export const refusals = {
  noSuchRecorder: (name: string) =>
    new AwsError(
      'NoSuchConfigurationRecorderException',
      `Cannot find configuration recorder with the specified name '${name}'.`,
    ),
  tooManyRecorders: (name: string) =>
    new AwsError(
      'MaxNumberOfConfigurationRecordersExceededException',
      `Failed to put configuration recorder '${name}' because the maximum number of configuration recorders: 1 is reached.`,
    ),
  noRecorder: () =>
    new AwsError(
      'NoAvailableConfigurationRecorderException',
      'Configuration recorder is not available to put delivery channel.',
    ),
  notRecording: () =>
    new AwsError('NoRunningConfigurationRecorderException', 'There is no configuration recorder running.'),
  noChannel: () =>
    new AwsError(
      'NoAvailableDeliveryChannelException',
      'Delivery channel is not available to start configuration recorder.',
    ),
  noSuchChannel: (name: string) =>
    new AwsError('NoSuchDeliveryChannelException', `Cannot find delivery channel with specified name '${name}'.`),
  tooManyChannels: (name: string) =>
    new AwsError(
      'MaxNumberOfDeliveryChannelsExceededException',
      `Failed to put delivery channel '${name}' because the maximum number of delivery channels: 1 is reached.`,
    ),
  channelInUse: (name: string) =>
    new AwsError(
      'LastDeliveryChannelDeleteFailedException',
      `Failed to delete last specified delivery channel with name '${name}', because there is a running configuration recorder.`,
    ),
  badBucket: () => new AwsError('NoSuchBucketException', 'Cannot find a S3 bucket with an empty bucket name.'),
  badPrefix: () =>
    new AwsError('InvalidS3KeyPrefixException', "The s3 key prefix '' is not valid, empty s3 key prefix."),
  badTopic: () => new AwsError('InvalidSNSTopicARNException', "The sns topic arn '' is not valid."),
  badKey: () => new AwsError('InvalidS3KmsKeyArnException', "The arn '' is not a valid kms key or alias arn."),
  noRecorderForSnapshot: () =>
    new AwsError(
      'NoAvailableConfigurationRecorderException',
      'Configuration recorder is not available to deliver a configuration snapshot.',
    ),
  noSuchRetention: (name: string) =>
    new AwsError(
      'NoSuchRetentionConfigurationException',
      `Cannot find retention configuration with the specified name '${name}'.`,
    ),
  badRecordingGroup: () => new AwsError('InvalidRecordingGroupException', 'The recording group provided is not valid'),
  noSuchRule: (name: string) =>
    new AwsError(
      'NoSuchConfigRuleException',
      `The ConfigRule '${name}' provided in the request is invalid. Please check the configRule name`,
    ),
  noSuchPack: (name: string) =>
    new AwsError('NoSuchConformancePackException', `Conformance pack '${name}' does not exist.`),
  noSuchOrganisationPack: (message: string) => new AwsError('NoSuchOrganizationConformancePackException', message),
  badTemplate: (reason: string) => new AwsError('ConformancePackTemplateValidationException', reason),
  badTimeRange: () =>
    new AwsError(
      'InvalidTimeRangeException',
      'The specified time range is not valid. The earlier time is not chronologically before the later time.',
    ),
  notDiscovered: (type: string, id: string) =>
    new AwsError(
      'ResourceNotDiscoveredException',
      `Resource ${id} of resourceType:${type} is unknown or has not been discovered`,
    ),
  noSuchAggregator: (asked: number) =>
    new AwsError(
      'NoSuchConfigurationAggregatorException',
      asked > 1
        ? 'At least one of the configuration aggregators does not exist. Check the configuration aggregator names and try again.'
        : 'The configuration aggregator does not exist. Check the configuration aggregator name and try again.',
    ),
  tooManyAggregators: (most: number) =>
    new AwsError(
      'LimitExceededException',
      `You have reached the limit of the number of configuration aggregators: ${most}.`,
    ),
  ruleInUse: (name: string) =>
    new AwsError(
      'ResourceInUseException',
      `The rule '${name}' has a remediation action associated with it. Delete the remediation action before deleting the rule.`,
    ),
  noSuchRemediation: (rule: string) =>
    new AwsError(
      'NoSuchRemediationConfigurationException',
      `No remediation configuration exists for the rule '${rule}'.`,
    ),
  remediationInProgress: () =>
    new AwsError(
      'RemediationInProgressException',
      'Remediation action is in progress. You can either cancel execution in AWS Systems Manager or wait and try again later.',
    ),
  noSuchException: () =>
    new AwsError('NoSuchRemediationExceptionException', 'The remediation exception does not exist.'),
  notInvocable: (arn: string) =>
    new AwsError(
      'InsufficientPermissionsException',
      `The AWS Lambda function ${arn} cannot be invoked. Check the specified function ARN, and check the function's permissions.`,
    ),
  badToken: () => new AwsError('InvalidResultTokenException', 'The result token provided is invalid.'),
  tooManyRules: () =>
    new AwsError(
      'MaxNumberOfConfigRulesExceededException',
      'Failed to put config rule because the maximum number of config rules: 1000 is reached.',
    ),
};

export const invalid = (message: string): AwsError => new AwsError('InvalidParameterValueException', message);

/** A limit outside its range has a code of its own at most operations that take one. */
export const refusalOf = (_operation: string, _input: unknown, message: string): AwsError | undefined =>
  / at '[lL]imit' failed /.test(message) ? new AwsError('InvalidLimitException', message) : undefined;
