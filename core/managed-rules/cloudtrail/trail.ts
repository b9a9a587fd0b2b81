import type { JsonObject } from '../../cloudtrail/index.ts';
import type { ParametersOf, ParameterValues } from '../parameters.ts';
import { textAt } from '../read.ts';
import type { Example, JudgedItem } from '../rule.ts';

export const DESTINATIONS: ParametersOf = {
  s3BucketName: { type: 'String' },
  snsTopicArn: { type: 'String' },
  cloudWatchLogsLogGroupArn: { type: 'String' },
};

/** AWS's items do not say; where one does, it counts. */
export const isLogging = ({ configuration }: JudgedItem): boolean => textAt(configuration, 'isLogging') !== 'false';

export const isDeliveringTo = ({ configuration }: JudgedItem, parameters: ParameterValues): boolean =>
  Object.keys(DESTINATIONS).every((name) => !parameters[name] || textAt(configuration, name) === parameters[name]);

export const trail = (configuration: JsonObject): Example => ({
  resourceType: 'AWS::CloudTrail::Trail',
  configuration,
});
