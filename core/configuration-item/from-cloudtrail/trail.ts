import { accountOf, type CloudTrailRecord, type JsonObject } from '../../cloudtrail/index.ts';
import { changed, deleted, made, type Reducer, type Subject } from './change.ts';
import type { Draft } from './draft.ts';
import { answered, asked, at, flagAt, listAt, pick, tagsIn, textAt } from './read.ts';

function trailOf(record: CloudTrailRecord, given = nameIn(asked(record))): Subject {
  const name = given?.split(':trail/').at(-1);
  const region = given?.startsWith('arn:') ? (given.split(':')[3] ?? record.awsRegion) : record.awsRegion;
  const arn = name && `arn:aws:cloudtrail:${region}:${accountOf(record)}:trail/${name}`;
  return { type: 'AWS::CloudTrail::Trail', region, id: name, name, arn };
}

const nameIn = (request: JsonObject) => textAt(request, 'name') ?? textAt(request, 'trailName');

const change =
  (edit: (draft: Draft, record: CloudTrailRecord) => void): Reducer =>
  (record) => [changed(trailOf(record), (draft) => edit(draft, record))];

const SETTINGS = [
  'name',
  's3BucketName',
  's3KeyPrefix',
  'snsTopicName',
  'snsTopicARN',
  'includeGlobalServiceEvents',
  'isMultiRegionTrail',
  'trailARN',
  'logFileValidationEnabled',
  'cloudWatchLogsLogGroupArn',
  'cloudWatchLogsRoleArn',
  'kmsKeyId',
  'isOrganizationTrail',
];

/** CloudTrail trails. Beside AWS's own properties an item has `isLogging`, which the rules on trails ask for. */
export const trailReducers: Readonly<Record<string, Reducer>> = {
  CreateTrail: (record) => [
    made(trailOf(record), (draft) => {
      draft.merge('configuration', {
        name: trailOf(record).name,
        includeGlobalServiceEvents: true,
        isMultiRegionTrail: false,
        logFileValidationEnabled: false,
        isOrganizationTrail: false,
        ...told(record),
        homeRegion: record.awsRegion,
        hasCustomEventSelectors: false,
        hasInsightSelectors: false,
        isLogging: false,
      });
      draft.tag(tagsIn(asked(record).tagsList));
    }),
  ],
  UpdateTrail: change((draft, record) => {
    draft.merge('configuration', told(record));
    draft.merge('configuration', { homeRegion: record.awsRegion });
  }),
  DeleteTrail: (record) => [deleted(trailOf(record))],
  StartLogging: change((draft) => draft.set('configuration.isLogging', true)),
  StopLogging: change((draft) => draft.set('configuration.isLogging', false)),
  PutEventSelectors: change((draft, record) =>
    draft.set('configuration.hasCustomEventSelectors', !isUsual(asked(record))),
  ),
  PutInsightSelectors: change((draft, record) =>
    draft.set('configuration.hasInsightSelectors', listAt(asked(record), 'insightSelectors').length > 0),
  ),
  AddTags: (record) => tagged(record, (draft, tags) => draft.tag(tags)),
  RemoveTags: (record) => tagged(record, (draft, tags) => draft.untag(Object.keys(tags))),
};

/** The trail's settings: the answer has all of them, the request those that were to change. */
function told(record: CloudTrailRecord): JsonObject {
  const { enableLogFileValidation: logFileValidationEnabled, ...request } = asked(record);
  const { name: _, ...changes } = pick(
    { ...request, ...(logFileValidationEnabled !== undefined && { logFileValidationEnabled }) },
    ...SETTINGS,
  );
  return { ...changes, ...pick(answered(record), ...SETTINGS) };
}

/** The selector every trail has until it is given others. */
function isUsual(request: JsonObject): boolean {
  const [first, ...others] = listAt(request, 'eventSelectors');
  if (first === undefined || others.length > 0) return false;
  return (
    textAt(first, 'readWriteType') !== 'ReadOnly' &&
    textAt(first, 'readWriteType') !== 'WriteOnly' &&
    flagAt(first, 'includeManagementEvents') !== false &&
    listAt(first, 'dataResources').length === 0 &&
    listAt(first, 'excludeManagementEventSources').length === 0
  );
}

/** Tags of trails; the same call tags event data stores and channels. */
function tagged(record: CloudTrailRecord, edit: (draft: Draft, tags: Record<string, string>) => void) {
  const arn = textAt(asked(record), 'resourceId');
  if (!arn?.includes(':trail/')) return [];
  const tags = tagsIn(at(asked(record), 'tagsList'));
  return [changed(trailOf(record, arn), (draft) => edit(draft, tags))];
}
