import {
  ConfigServiceClient,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  StartConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { onTestFinished } from 'vitest';
import { clientOptions, engine as startedEngine } from './engine.ts';

/** A whole engine on a clock that stands, whose Config recorder is on, for all types and global resources. */
export async function recordedAccount() {
  const engine = await startedEngine({ clock: 'virtual', startAt: Date.UTC(2026, 0, 1) });
  const options = clientOptions(engine);
  const config = new ConfigServiceClient(options);
  const s3 = new S3Client({ ...options, forcePathStyle: true });
  onTestFinished(() => {
    config.destroy();
    s3.destroy();
  });
  await s3.send(new CreateBucketCommand({ Bucket: 'config-files' }));
  await config.send(
    new PutConfigurationRecorderCommand({
      ConfigurationRecorder: {
        name: 'default',
        roleARN: 'arn:aws:iam::123456789012:role/config',
        recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
      },
    }),
  );
  await config.send(
    new PutDeliveryChannelCommand({ DeliveryChannel: { name: 'default', s3BucketName: 'config-files' } }),
  );
  await config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: 'default' }));
  return { engine, config, s3, options };
}
