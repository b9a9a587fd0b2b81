import type { EngineSettings } from '../../settings.ts';
import type { Subscription } from './model.ts';

/** The addresses in mails and notifications that confirm and end a subscription. The engine itself answers them. */
export const links = (settings: EngineSettings) => ({
  confirm: ({ topicArn, token }: Subscription): string =>
    `${settings.url()}/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=${token}`,
  unsubscribe: ({ arn }: Pick<Subscription, 'arn'>): string =>
    `${settings.url()}/?Action=Unsubscribe&SubscriptionArn=${arn}`,
});
