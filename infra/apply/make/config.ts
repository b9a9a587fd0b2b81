import {
  type ConfigRule,
  DescribeConfigurationRecorderStatusCommand,
  DescribeConfigurationRecordersCommand,
  DescribeDeliveryChannelsCommand,
  PutConfigRuleCommand,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  type RecordingGroup,
  StartConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import { has, maker } from '../maker.ts';

interface Recorder {
  readonly Name: string;
  readonly RoleARN: string;
  readonly RecordingGroup: { AllSupported: boolean; IncludeGlobalResourceTypes: boolean };
}

export const makeRecorder = maker<Recorder>(async ({ Name: name, RoleARN: roleARN, RecordingGroup }, { clients }) => {
  const recordingGroup: RecordingGroup = {
    allSupported: RecordingGroup.AllSupported,
    includeGlobalResourceTypes: RecordingGroup.IncludeGlobalResourceTypes,
  };
  const { ConfigurationRecorders = [] } = await clients.config.send(new DescribeConfigurationRecordersCommand({}));
  const found = ConfigurationRecorders.find((each) => each.name === name);
  if (!has(found, { roleARN }) || !has(found?.recordingGroup, recordingGroup)) {
    await clients.config.send(
      new PutConfigurationRecorderCommand({ ConfigurationRecorder: { name, roleARN, recordingGroup } }),
    );
  }
  return { Ref: name, Arn: '' };
});

/** The channel, and with it the start of recording: a recorder starts only once it has a channel. */
export const makeChannel = maker<{ Name: string; S3BucketName: string }>(
  async ({ Name: name, S3BucketName: s3BucketName }, { clients }) => {
    const { DeliveryChannels = [] } = await clients.config.send(new DescribeDeliveryChannelsCommand({}));
    if (!DeliveryChannels.some((each) => has(each, { name, s3BucketName }))) {
      await clients.config.send(new PutDeliveryChannelCommand({ DeliveryChannel: { name, s3BucketName } }));
    }
    const { ConfigurationRecordersStatus = [] } = await clients.config.send(
      new DescribeConfigurationRecorderStatusCommand({}),
    );
    if (!ConfigurationRecordersStatus.some((each) => each.name === name && each.recording)) {
      await clients.config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: name }));
    }
    return { Ref: name, Arn: '' };
  },
);

type Rule = Omit<ConfigRule, 'InputParameters'> & {
  readonly ConfigRuleName: string;
  readonly InputParameters: Readonly<Record<string, string>>;
};

export const makeConfigRule = maker<Rule>(async ({ InputParameters, ...rule }, { clients, resolver }) => {
  await clients.config.send(
    new PutConfigRuleCommand({ ConfigRule: { ...rule, InputParameters: JSON.stringify(InputParameters) } }),
  );
  const { ConfigRuleName } = rule;
  return {
    Ref: ConfigRuleName,
    Arn: `arn:aws:config:${clients.region}:${resolver.account}:config-rule/${ConfigRuleName}`,
  };
});
