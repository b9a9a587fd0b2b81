import { CloudWatchClient, GetMetricStatisticsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  ConfigServiceClient,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  StartConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import { EC2Client, MonitorInstancesCommand, UnmonitorInstancesCommand } from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../core/cloudtrail/index.ts';
import type { ConfigurationItem } from '../../../../core/configuration-item/index.ts';
import { clientOptions, engine } from '../../../support/engine.ts';

const id = 'i-0123456789abcdef0';
const start = Date.UTC(2026, 10, 21, 3, 0, 0);

describe('the metrics of an instance whose agent reports', () => {
  it('are of five minutes: usage averaged, bytes added up, status checks by the minute', async () => {
    const { report, metric } = await host();

    for (let minute = 0; minute < 5; minute++) await report(minute, { idle: 90 - minute, bytes: 1000 });

    expect(await metric('CPUUtilization', 'Average', 60)).toEqual([[0, 12]]);
    expect(await metric('NetworkIn', 'Sum', 300)).toEqual([[0, 5000]]);
    expect(await metric('DiskReadBytes', 'Sum', 300)).toEqual([[0, 20_480]]);
    expect(await metric('StatusCheckFailed', 'Maximum', 60)).toEqual([0, 1, 2, 3, 4].map((at) => [at, 0]));
  });

  it('are by the minute after MonitorInstances, and every five again after UnmonitorInstances', async () => {
    const { report, metric, ec2 } = await host();
    await report(0, { idle: 90, bytes: 1000 });

    const on = await ec2.send(new MonitorInstancesCommand({ InstanceIds: [id] }));
    for (const minute of [5, 6]) await report(minute, { idle: 80, bytes: 1000 });
    const off = await ec2.send(new UnmonitorInstancesCommand({ InstanceIds: [id] }));
    for (const minute of [11, 12]) await report(minute, { idle: 70, bytes: 1000 });

    expect(on.InstanceMonitorings).toEqual([{ InstanceId: id, Monitoring: { State: 'pending' } }]);
    expect(off.InstanceMonitorings).toEqual([{ InstanceId: id, Monitoring: { State: 'disabling' } }]);
    expect(await metric('CPUUtilization', 'Average', 60)).toEqual([
      [0, 10],
      [5, 20],
      [6, 20],
      [10, 30],
    ]);
  });

  it('leave out the loopback, partitions, and what belongs to no instance', async () => {
    const { put, metric } = await host();

    await put(0, [
      ['net_bytes_recv', 7, { InstanceId: id, interface: 'lo' }],
      ['diskio_read_bytes', 7, { InstanceId: id, name: 'nvme0n1p1' }],
      ['net_bytes_recv', 7, { InstanceId: id }],
      ['net_bytes_recv', 7, { host: 'web', interface: 'eth0' }],
      ['net_bytes_recv', 5, { InstanceId: id, interface: 'eth0' }],
    ]);

    expect(await metric('NetworkIn', 'Sum', 300)).toEqual([[0, 5]]);
    expect(await metric('DiskReadBytes', 'Sum', 300)).toEqual([]);
  });
});

describe('MonitorInstances', () => {
  it('knows an instance of a configuration item, which says how often it is measured', async () => {
    const { report, metric, ec2, record } = await host();
    await record({ instanceId: id, monitoring: { state: 'enabled' } });

    await report(1, { idle: 90, bytes: 1000 });

    expect(await metric('CPUUtilization', 'Average', 60)).toEqual([[1, 10]]);
    await expect(ec2.send(new MonitorInstancesCommand({ InstanceIds: [id] }))).resolves.toBeDefined();
  });

  it.each<[ids: string[] | undefined, name: string, message: string]>([
    [['web'], 'InvalidInstanceID.Malformed', 'Invalid id: "web"'],
    [[id], 'InvalidInstanceID.NotFound', `The instance ID '${id}' does not exist`],
    [['i-12345678', id], 'InvalidInstanceID.NotFound', `The instance IDs 'i-12345678, ${id}' do not exist`],
    [undefined, 'MissingParameter', 'The request must contain the parameter InstanceId'],
  ])('refuses %j as %s', async (InstanceIds, name, message) => {
    const { ec2 } = await host();

    const refused = ec2.send(new MonitorInstancesCommand({ InstanceIds }));

    await expect(refused).rejects.toMatchObject({ name, message });
  });

  it('only says what would be with DryRun', async () => {
    const { ec2, report, metric } = await host();
    await report(0, { idle: 90, bytes: 1000 });

    const refused = ec2.send(new MonitorInstancesCommand({ InstanceIds: [id], DryRun: true }));

    await expect(refused).rejects.toMatchObject({ name: 'DryRunOperation' });
    await report(1, { idle: 80, bytes: 1000 });
    expect(await metric('CPUUtilization', 'Average', 60)).toEqual([[0, 15]]);
  });
});

type Reported = [name: string, value: number, dimensions: Record<string, string>];

/** A host that reports as the agent on it would, and the metrics EC2 has of it by the minute they begin with. */
async function host() {
  const own = await engine({ clock: 'virtual', startAt: start });
  const cloudwatch = new CloudWatchClient(clientOptions(own));
  const ec2 = new EC2Client(clientOptions(own));
  const put = async (minute: number, data: Reported[]) => {
    await own.clock.advanceTo(start + minute * 60_000);
    const MetricData = data.map(([MetricName, Value, dimensions]) => ({
      MetricName,
      Value,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    }));
    await cloudwatch.send(new PutMetricDataCommand({ Namespace: 'CWAgent', MetricData }));
  };
  const report = (minute: number, { idle, bytes }: { idle: number; bytes: number }) =>
    put(minute, [
      ['cpu_usage_idle', idle, { InstanceId: id, cpu: 'cpu-total' }],
      ['net_bytes_recv', bytes, { InstanceId: id, interface: 'eth0' }],
      ['diskio_read_bytes', 4096, { InstanceId: id, name: 'nvme0n1' }],
    ]);
  const metric = async (name: string, statistic: 'Average' | 'Sum' | 'Maximum', period: number) => {
    const { Datapoints = [] } = await cloudwatch.send(
      new GetMetricStatisticsCommand({
        Namespace: 'AWS/EC2',
        MetricName: name,
        Dimensions: [{ Name: 'InstanceId', Value: id }],
        Statistics: [statistic],
        Period: period,
        StartTime: new Date(start),
        EndTime: new Date(start + 3_600_000),
      }),
    );
    return Datapoints.map((each) => [((each.Timestamp?.getTime() ?? 0) - start) / 60_000, each[statistic]]).sort(
      ([a = 0], [b = 0]) => a - b,
    );
  };
  const record = async (configuration: JsonObject) => {
    const config = new ConfigServiceClient(clientOptions(own));
    const ConfigurationRecorder = { name: 'default', roleARN: 'arn:aws:iam::123456789012:role/config' };
    await config.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder }));
    await config.send(
      new PutDeliveryChannelCommand({ DeliveryChannel: { name: 'default', s3BucketName: 'configurations' } }),
    );
    await config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: 'default' }));
    own.services.config.ports.record(itemOf(configuration));
  };
  return { put, report, metric, ec2, record };
}

const itemOf = (configuration: JsonObject): ConfigurationItem => ({
  configurationItemVersion: '1.3',
  configurationItemCaptureTime: new Date(start).toISOString(),
  configurationStateId: 1,
  awsAccountId: '123456789012',
  configurationItemStatus: 'OK',
  resourceType: 'AWS::EC2::Instance',
  resourceId: id,
  awsRegion: 'us-east-1',
  relatedEvents: [],
  relationships: [],
  configuration,
  supplementaryConfiguration: {},
  tags: {},
});
