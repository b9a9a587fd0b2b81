import { accountOf, type CloudTrailRecord, type JsonObject } from '../../cloudtrail/index.ts';
import { changed, deleted, found, type Reducer, type Subject } from './change.ts';
import type { Draft } from './draft.ts';
import { answered, asked, objectAt, tagsIn, textAt, textsAt } from './read.ts';

function topicOf(record: CloudTrailRecord): Subject {
  const given =
    textAt(asked(record), 'topicArn') ?? textAt(asked(record), 'resourceArn') ?? textAt(answered(record), 'topicArn');
  const name = given?.split(':').at(-1) ?? textAt(asked(record), 'name');
  const arn = name && `arn:aws:sns:${record.awsRegion}:${accountOf(record)}:${name}`;
  return { type: 'AWS::SNS::Topic', region: record.awsRegion, id: arn, name, arn };
}

const change =
  (edit: (draft: Draft, record: CloudTrailRecord) => void): Reducer =>
  (record) => [changed(topicOf(record), (draft) => edit(draft, record))];

/** SNS topics: their attributes, as GetTopicAttributes names them. */
export const topicReducers: Readonly<Record<string, Reducer>> = {
  CreateTopic: (record) => [
    found(topicOf(record), (draft) => {
      const { arn } = topicOf(record);
      draft.merge('configuration', { TopicArn: arn, Owner: accountOf(record), DisplayName: '' });
      // Beside what it is given, a topic begins with a policy and a way of delivery of AWS's choice.
      draft.forget('configuration.Policy', 'configuration.EffectiveDeliveryPolicy');
      draft.merge('configuration', attributesIn(asked(record)));
      draft.tag(tagsIn(asked(record).tags));
    }),
  ],
  SetTopicAttributes: change((draft, record) => {
    const { attributeName, attributeValue } = asked(record);
    if (typeof attributeName !== 'string') return;
    const isEmpty = attributeValue === undefined || attributeValue === '';
    if (attributeName === 'DeliveryPolicy') draft.forget('configuration.EffectiveDeliveryPolicy');
    draft.set(`configuration.${attributeName}`, isEmpty ? undefined : attributeValue);
  }),
  AddPermission: change((draft) => draft.forget('configuration.Policy')),
  RemovePermission: change((draft) => draft.forget('configuration.Policy')),
  DeleteTopic: (record) => [deleted(topicOf(record))],
  TagResource: change((draft, record) => draft.tag(tagsIn(asked(record).tags))),
  UntagResource: change((draft, record) => draft.untag(textsAt(asked(record), 'tagKeys'))),
};

const attributesIn = (request: JsonObject): JsonObject => objectAt(request, 'attributes') ?? {};
