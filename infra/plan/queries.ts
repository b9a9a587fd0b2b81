import type { Resource } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { trailLogGroupValue } from './names.ts';

/** Questions people ask of a trail, saved in Logs Insights. */
const QUESTIONS = [
  [
    'Who was refused what',
    `fields @timestamp, userIdentity.arn, eventSource, eventName, errorCode, sourceIPAddress
| filter errorCode like /Denied|Unauthorized/
| stats count(*) as times, min(@timestamp) as first, max(@timestamp) as last by userIdentity.arn, eventName
| sort times desc`,
  ],
  [
    'What one access key did',
    `fields @timestamp, eventSource, eventName, awsRegion, sourceIPAddress, errorCode
| filter userIdentity.accessKeyId = "AKIAIOSFODNN7EXAMPLE"
| sort @timestamp asc
| limit 1000`,
  ],
  [
    'What root did',
    `fields @timestamp, eventSource, eventName, sourceIPAddress, userAgent
| filter userIdentity.type = "Root" and not ispresent(userIdentity.invokedBy)
| sort @timestamp desc`,
  ],
  [
    'Sign-ins by result',
    `filter eventName = "ConsoleLogin"
| stats count(*) as times by responseElements.ConsoleLogin, additionalEventData.MFAUsed, userIdentity.arn, sourceIPAddress
| sort times desc`,
  ],
  [
    'Changes by person',
    `filter readOnly = 0
| stats count(*) as changes, count_distinct(eventName) as kinds by userIdentity.arn
| sort changes desc`,
  ],
  [
    'Calls from new addresses',
    `filter ispresent(sourceIPAddress) and sourceIPAddress not like /amazonaws.com/
| stats count(*) as calls, min(@timestamp) as first by sourceIPAddress, userIdentity.arn
| sort first desc`,
  ],
] as const;

export const savedQueries = (settings: Settings): Resource[] =>
  QUESTIONS.map(([name, text], index) => ({
    id: `Query${index + 1}`,
    type: 'AWS::Logs::QueryDefinition',
    region: settings.homeRegion,
    properties: {
      Name: `trailkeeper/${name}`,
      LogGroupNames: [trailLogGroupValue(settings)],
      QueryString: text,
    },
  }));
