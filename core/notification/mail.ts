/** A plain mail as SNS sends it. */
export interface Mail {
  readonly from: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
}

const address = 'no-reply@sns.amazonaws.com';
const name = 'AWS Notifications';

/**
 * The mail a notification becomes.
 * @param displayName the topic's; it stands in for `AWS Notifications`
 */
export function notificationMail(options: {
  readonly displayName: string | undefined;
  readonly subject: string | undefined;
  readonly message: string;
  readonly unsubscribeUrl: string;
}): Mail {
  return {
    from: { name: options.displayName || name, address },
    subject: options.subject ?? 'AWS Notification Message',
    text: `${options.message}

--
If you wish to stop receiving notifications from this topic, please click or visit the link below to unsubscribe:
${options.unsubscribeUrl}

Please do not reply directly to this email. If you have any questions or comments regarding this email, please contact us at https://aws.amazon.com/support
`,
  };
}

/** The mail that asks an address whether it wants a topic's notifications. */
export function confirmationMail(options: {
  readonly displayName: string | undefined;
  readonly topicArn: string;
  readonly confirmUrl: string;
}): Mail {
  return {
    from: { name: options.displayName || name, address },
    subject: 'AWS Notification - Subscription Confirmation',
    text: `You have chosen to subscribe to the topic:
${options.topicArn}

To confirm this subscription, click or visit the link below (If this was in error no action is necessary):
${options.confirmUrl}

Please do not reply directly to this email. If you wish to remove yourself from receiving all future SNS subscription confirmation requests please send an email to sns-opt-out
`,
  };
}

/** The mail that tells an address it was unsubscribed, and how to come back. */
export function farewellMail(options: {
  readonly displayName: string | undefined;
  readonly topicArn: string;
  readonly resubscribeUrl: string;
}): Mail {
  return {
    from: { name: options.displayName || name, address },
    subject: 'AWS Notification - Unsubscribe Confirmation',
    text: `Your subscription to the topic below has been deactivated:
${options.topicArn}

If this was in error or you wish to resubscribe, click or visit the link below:
${options.resubscribeUrl}

Please do not reply directly to this email. If you wish to remove yourself from receiving all future SNS subscription confirmation requests please send an email to sns-opt-out
`,
  };
}
