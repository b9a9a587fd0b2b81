import { parseArn } from '../../arn.ts';
import type { NewDelivery } from '../../deliveries/index.ts';

/** What is owed to a phone's push endpoint. @param topic ARN of the topic it comes from */
export const push = (payload: string, topic?: string): Omit<NewDelivery, 'cause' | 'via' | 'target'> => ({
  kind: 'push',
  payload,
  attributes: topic === undefined ? {} : { topic },
  retry: 'sns-customer',
});

/** `GCM` of `arn:aws:sns:us-east-1:123456789012:endpoint/GCM/app/id`: the name a message structure has for its text. */
export const platformOf = (endpointArn: string): string => parseArn(endpointArn)?.resource.split('/')[1] ?? '';
