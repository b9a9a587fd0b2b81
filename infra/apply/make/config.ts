import {
  type ConfigRule,
  type ConfigurationRecorder,
  type ConformancePackInputParameter,
  type DeliveryChannel,
  DescribeConfigurationRecorderStatusCommand,
  DescribeConfigurationRecordersCommand,
  DescribeConformancePacksCommand,
  DescribeDeliveryChannelsCommand,
  PutConfigRuleCommand,
  PutConfigurationRecorderCommand,
  PutConformancePackCommand,
  PutDeliveryChannelCommand,
  PutRemediationConfigurationsCommand,
  type RemediationConfiguration,
  StartConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import { has, lowerCamel, maker } from '../maker.ts';

interface Recorder {
  readonly Name: string;
  readonly RoleARN: string;
  readonly RecordingGroup: object;
  readonly RecordingMode?: object;
}

export const makeRecorder = maker<Recorder>(
  async ({ Name: name, RoleARN: roleARN, RecordingGroup, RecordingMode }, { clients }) => {
    const recordingGroup = lowerCamel(RecordingGroup) as NonNullable<ConfigurationRecorder['recordingGroup']>;
    const recordingMode = lowerCamel(RecordingMode) as ConfigurationRecorder['recordingMode'];
    const { ConfigurationRecorders = [] } = await clients.config.send(new DescribeConfigurationRecordersCommand({}));
    const found = ConfigurationRecorders.find((each) => each.name === name);
    if (!has(found, { roleARN, recordingMode }) || !has(found?.recordingGroup, recordingGroup)) {
      const ConfigurationRecorder = { name, roleARN, recordingGroup, recordingMode };
      await clients.config.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder }));
    }
    return { Ref: name, Arn: '' };
  },
);

interface Channel {
  readonly Name: string;
  readonly S3BucketName: string;
  readonly SnsTopicARN?: string;
  readonly ConfigSnapshotDeliveryProperties?: { readonly DeliveryFrequency: string };
}

/** The channel, and with it the start of recording: a recorder starts only once it has a channel. */
export const makeChannel = maker<Channel>(async (channel, { clients }) => {
  const wanted = lowerCamel(channel) as DeliveryChannel & { name: string };
  const { DeliveryChannels = [] } = await clients.config.send(new DescribeDeliveryChannelsCommand({}));
  if (!DeliveryChannels.some((each) => has(each, wanted))) {
    await clients.config.send(new PutDeliveryChannelCommand({ DeliveryChannel: wanted }));
  }
  const { ConfigurationRecordersStatus = [] } = await clients.config.send(
    new DescribeConfigurationRecorderStatusCommand({}),
  );
  const { name } = wanted;
  if (!ConfigurationRecordersStatus.some((each) => each.name === name && each.recording)) {
    await clients.config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: name }));
  }
  return { Ref: name, Arn: '' };
});

type Rule = Omit<ConfigRule, 'InputParameters'> & {
  readonly ConfigRuleName: string;
  readonly InputParameters?: Readonly<Record<string, string>>;
};

export const makeConfigRule = maker<Rule>(async ({ InputParameters, ...rule }, { clients, resolver }) => {
  await clients.config.send(
    new PutConfigRuleCommand({
      ConfigRule: { ...rule, InputParameters: InputParameters && JSON.stringify(InputParameters) },
    }),
  );
  const { ConfigRuleName } = rule;
  return {
    Ref: ConfigRuleName,
    Arn: `arn:aws:config:${clients.region}:${resolver.account}:config-rule/${ConfigRuleName}`,
  };
});

interface Pack {
  readonly ConformancePackName: string;
  readonly TemplateBody?: string;
  readonly TemplateS3Uri?: string;
  readonly ConformancePackInputParameters?: ConformancePackInputParameter[];
}

/** A pack that is there is put again: what its template was, Config does not say. */
export const makePack = maker<Pack>(async (pack, { clients }) => {
  const { ConformancePackArn } = await clients.config.send(new PutConformancePackCommand(pack));
  if (ConformancePackArn) return { Ref: pack.ConformancePackName, Arn: ConformancePackArn };
  const found = await clients.config.send(
    new DescribeConformancePacksCommand({ ConformancePackNames: [pack.ConformancePackName] }),
  );
  return { Ref: pack.ConformancePackName, Arn: found.ConformancePackDetails?.[0]?.ConformancePackArn ?? '' };
});

export const makeRemediation = maker<RemediationConfiguration & { ConfigRuleName: string }>(
  async (remediation, { clients }) => {
    const { FailedBatches = [] } = await clients.config.send(
      new PutRemediationConfigurationsCommand({ RemediationConfigurations: [remediation] }),
    );
    const [failed] = FailedBatches;
    if (failed) throw new Error(failed.FailureMessage ?? 'Config refuses the remediation');
    return { Ref: remediation.ConfigRuleName, Arn: '' };
  },
);
