import type { ChannelFiles } from './channel-files.ts';
import { oversizedKey } from './delivery-keys.ts';
import { changeMessage, oversizedMessage, type S3Delivery } from './messages.ts';
import type { Notice } from './notices.ts';
import type { ItemChange } from './recording.ts';
import type { Channel, ConfigState } from './state.ts';

/** What topics, buses and functions take. */
const LARGEST = 256 * 1024;

export interface ChangeNotice extends Notice {
  /** What rules are handed: a summary even where the whole could not be put into the bucket, for the history has it. */
  readonly ruleText: string;
  readonly ruleMessageType: 'ConfigurationItemChangeNotification' | 'OversizedConfigurationItemChangeNotification';
}

/** Of the past nothing is put: Config's own history has it. */
const NOWHERE: S3Delivery = { s3BucketLocation: null, errorCode: null, errorMessage: null };
const OVERSIZED = 'OversizedConfigurationItemChangeNotification';
const VERBS = { CREATE: 'Created', UPDATE: 'Updated', DELETE: 'Deleted', NONE: 'Updated' } as const;

/** What is told of a change: all of it or, where that is too large, a summary, the whole being put into the channel's bucket. */
export function changeNotice(state: ConfigState, files: ChannelFiles, change: ItemChange): ChangeNotice {
  const now = state.parts.clock.now();
  const { item, diff } = change;
  const text = JSON.stringify(changeMessage(change, now));
  const about = {
    detailType: 'Config Configuration Item Change',
    subject: `${item.resourceType} ${item.resourceId} ${VERBS[diff.changeType]} in`,
    resources: item.ARN ? [item.ARN] : [],
    quiet: change.imported,
  };
  // A text of so few characters cannot have more bytes: most are not counted.
  if (text.length * 3 <= LARGEST || Buffer.byteLength(text) <= LARGEST) {
    const preface = prefaceOf(change, 'New State and Change Record:');
    return { ...about, text, preface, ruleText: text, ruleMessageType: 'ConfigurationItemChangeNotification' };
  }
  const s3 = change.imported ? NOWHERE : putWhole(state, files, change, text, now);
  const message = oversizedMessage(item, diff.changeType, s3, now);
  return {
    ...about,
    text: JSON.stringify(message),
    preface: prefaceOf(change, `${TOO_LARGE}\n\nNew State Record Summary:`),
    ruleText: JSON.stringify({ ...message, messageType: OVERSIZED }),
    ruleMessageType: OVERSIZED,
  };
}

function putWhole(state: ConfigState, files: ChannelFiles, change: ItemChange, text: string, now: number): S3Delivery {
  const { scope, item } = change;
  const channel: Channel = state.channels.list(scope)[0] ?? { name: '', s3BucketName: '' };
  const key = oversizedKey(channel, scope, now, item);
  const error = files.put(channel, key, text);
  if (!error) return { s3BucketLocation: `${channel.s3BucketName}/${key}`, errorCode: null, errorMessage: null };
  const [account, region] = scope.split('/');
  return {
    s3BucketLocation: null,
    errorCode: error.code,
    errorMessage: `Failed to deliver notification to bucket: ${channel.s3BucketName} for account ${account} in region ${region}.`,
  };
}

const TOO_LARGE =
  'The full configuration item change notification for this resource exceeded the maximum size allowed by Amazon Simple Notification Service (SNS). A summary of the configuration item is provided here. You can view the complete notification in the specified Amazon S3 bucket location.';

function prefaceOf({ scope, item }: ItemChange, heading: string): string {
  const { resourceType, resourceId, configurationItemCaptureTime: time } = item;
  const page = `https://console.aws.amazon.com/config/home?region=${scope.split('/')[1]}#/timeline`;
  return `View the Timeline for this Resource in the Console:\n${page}/${resourceType}/${resourceId}?time=${time}\n\n${heading}\n----------------------------`;
}
