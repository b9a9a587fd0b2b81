import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { startEngine } from '../../../../engine/index.ts';
import { clientOptions, engine } from '../../../support/engine.ts';
import { testFolder } from '../../../support/folder.ts';
import { HOUR, NOW, thing } from './given-channel.ts';
import { startRecorder } from './start-recorder.ts';

const disk = testFolder();

describe('an engine that starts again', () => {
  it('delivers what changed before, in step with when the recorder was started', async () => {
    const options = { dataFolder: disk.folder, clock: 'virtual' } as const;
    const first = await startEngine({ ...options, startAt: NOW });
    const config = new ConfigServiceClient(clientOptions(first));
    const s3 = new S3Client({ ...clientOptions(first), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'config-files' }));
    await startRecorder(config);
    first.services.config.ports.record(thing('i-1'));
    config.destroy();
    s3.destroy();
    await first.close();

    const second = await engine({ ...options, startAt: NOW + 5 * HOUR });
    const files = () => second.services.s3.ports.keys('config-files').filter((key) => key.includes('ConfigHistory'));
    const before = files();
    await second.clock.advanceTo(NOW + 6 * HOUR);

    expect(before).toEqual([]);
    expect(files()).toHaveLength(1);
  });
});
