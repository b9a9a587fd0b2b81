import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "kinesis-stream-encrypted" */
export default settingRule({
  id: 'KINESIS_STREAM_ENCRYPTED',
  resourceTypes: ['AWS::Kinesis::Stream'],
  path: 'StreamEncryption.EncryptionType',
  is: ['KMS'],
  not: 'NONE',
  whyNot: 'The stream is not encrypted.',
});
