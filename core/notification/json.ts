/** An attribute of a message as notifications show it. */
export interface ShownAttribute {
  readonly Type: string;
  readonly Value: string;
}

/** A notification, a confirmation or a farewell, as subscribers get it in JSON. Members in the order given. */
export type NotificationFields = Readonly<Record<string, string | undefined>>;

/**
 * The JSON text SNS sends: one member a line, a blank on each side of the colon, attributes last.
 * @see AWS, "Amazon SNS message and JSON formats"
 */
export function notificationJson(
  fields: NotificationFields,
  attributes: Readonly<Record<string, ShownAttribute>> = {},
): string {
  const lines = Object.entries(fields)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([name, value]) => `  ${JSON.stringify(name)} : ${JSON.stringify(value)}`);
  const shown = Object.entries(attributes).map(
    ([name, value]) => `    ${JSON.stringify(name)} : ${JSON.stringify(value)}`,
  );
  if (shown.length > 0) lines.push(`  "MessageAttributes" : {\n${shown.join(',\n')}\n  }`);
  return `{\n${lines.join(',\n')}\n}`;
}

const signedNotification = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'] as const;
const signedConfirmation = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'] as const;

/**
 * The text SNS signs: names and values of some members, each on a line.
 * @see AWS, "Verifying the signatures of Amazon SNS messages"
 */
export function stringToSign(fields: NotificationFields): string {
  const names = fields.Type === 'Notification' ? signedNotification : signedConfirmation;
  return names
    .filter((name) => fields[name] !== undefined)
    .map((name) => `${name}\n${fields[name]}\n`)
    .join('');
}
