import {
  type ConfigRule,
  PutConfigRuleCommand,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  type RecordingGroup,
  StartConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import { maker } from '../maker.ts';

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
  await clients.config.send(
    new PutConfigurationRecorderCommand({ ConfigurationRecorder: { name, roleARN, recordingGroup } }),
  );
  return { Ref: name, Arn: '' };
});

/** The channel, and with it the start of recording: a recorder starts only once it has a channel. */
export const makeChannel = maker<{ Name: string; S3BucketName: string }>(
  async ({ Name: name, S3BucketName: s3BucketName }, { clients }) => {
    await clients.config.send(new PutDeliveryChannelCommand({ DeliveryChannel: { name, s3BucketName } }));
    await clients.config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: name }));
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
