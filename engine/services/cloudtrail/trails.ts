import type {
  CreateTrailRequest,
  CreateTrailResponse,
  DeleteTrailRequest,
  DescribeTrailsRequest,
  DescribeTrailsResponse,
  GetTrailRequest,
  GetTrailResponse,
  ListTrailsRequest,
  ListTrailsResponse,
  UpdateTrailRequest,
} from '@aws-sdk/client-cloudtrail';
import { parseArn, scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import { page } from '../../paging.ts';
import type { Operation } from '../../service.ts';
import type { Checks } from './checks.ts';
import type { Trail } from './model.ts';
import type { CloudTrailState } from './state.ts';
import { tagsOf } from './tags.ts';
import { checkTrailName } from './trail-name.ts';

type Settings = Partial<Omit<CreateTrailRequest, 'Name' | 'TagsList'>>;

export function trails(state: CloudTrailState, checks: Checks) {
  const { store } = state.parts;

  const createTrail: Operation<CreateTrailRequest, CreateTrailResponse> = (call) => {
    const { Name: name = '', S3BucketName: bucket = '', TagsList } = call.input;
    checkTrailName(name);
    const { account, region } = call;
    if (state.trails.has(scopeOf(call), name)) {
      throw new AwsError('TrailAlreadyExistsException', `Trail ${name} already exists for customer: ${account}`);
    }
    const blank: Trail = {
      name,
      arn: `arn:aws:cloudtrail:${region}:${account}:trail/${name}`,
      account,
      homeRegion: region,
      bucket,
      includeGlobalServices: true,
      multiRegion: false,
      organization: false,
      validation: false,
      selectors: [],
      advancedSelectors: [],
      insightSelectors: [],
      tags: tagsOf(TagsList),
      logging: false,
    };
    const trail = withSettings(blank, call.input);
    checks.trail(trail);
    state.put(trail);
    return answer(trail);
  };

  const updateTrail: Operation<UpdateTrailRequest, CreateTrailResponse> = (call) => {
    const trail = withSettings(state.trailAtHome(call, call.input.Name), call.input);
    checks.trail(trail);
    state.put(trail);
    return answer(trail);
  };

  const deleteTrail: Operation<DeleteTrailRequest, object> = (call) => {
    const trail = state.trailAtHome(call, call.input.Name);
    store.write(() => state.trails.delete(`${trail.account}/${trail.homeRegion}`, trail.name));
    return {};
  };

  const describeTrails: Operation<DescribeTrailsRequest, DescribeTrailsResponse> = (call) => {
    const { trailNameList: names, includeShadowTrails: shadows = true } = call.input;
    const found = names?.length
      ? names.map((name) => state.find(call, name)).filter((each) => each !== undefined)
      : state.seenFrom(call, shadows);
    return { trailList: found.map(described) };
  };

  const getTrail: Operation<GetTrailRequest, GetTrailResponse> = (call) => ({
    Trail: described(state.trail(call, call.input.Name)),
  });

  const listTrails: Operation<ListTrailsRequest, ListTrailsResponse> = (call) => {
    const { items, next } = page(state.ofAccount(call.account), 1000, call.input.NextToken, ({ arn }) => arn);
    return {
      Trails: items.map(({ arn, name, homeRegion }) => ({ TrailARN: arn, Name: name, HomeRegion: homeRegion })),
      NextToken: next,
    };
  };

  return {
    CreateTrail: createTrail,
    UpdateTrail: updateTrail,
    DeleteTrail: deleteTrail,
    DescribeTrails: describeTrails,
    GetTrail: getTrail,
    ListTrails: listTrails,
  };
}

function withSettings(trail: Trail, given: Settings): Trail {
  const kept = (text: string | undefined, before: string | undefined) => (text === '' ? undefined : (text ?? before));
  return {
    ...trail,
    bucket: given.S3BucketName ?? trail.bucket,
    prefix: kept(given.S3KeyPrefix, trail.prefix),
    snsTopic: kept(given.SnsTopicName, trail.snsTopic),
    includeGlobalServices: given.IncludeGlobalServiceEvents ?? trail.includeGlobalServices,
    multiRegion: given.IsMultiRegionTrail ?? trail.multiRegion,
    organization: given.IsOrganizationTrail ?? trail.organization,
    validation: given.EnableLogFileValidation ?? trail.validation,
    kmsKeyId: kept(given.KmsKeyId, trail.kmsKeyId),
    logGroupArn: kept(given.CloudWatchLogsLogGroupArn, trail.logGroupArn),
    logRoleArn: kept(given.CloudWatchLogsRoleArn, trail.logRoleArn),
  };
}

/** The members CreateTrail and UpdateTrail answer with. */
const answer = (trail: Trail): CreateTrailResponse => ({
  Name: trail.name,
  S3BucketName: trail.bucket,
  S3KeyPrefix: trail.prefix,
  SnsTopicName: topicName(trail),
  SnsTopicARN: topicArn(trail),
  IncludeGlobalServiceEvents: trail.includeGlobalServices,
  IsMultiRegionTrail: trail.multiRegion,
  TrailARN: trail.arn,
  LogFileValidationEnabled: trail.validation,
  CloudWatchLogsLogGroupArn: trail.logGroupArn,
  CloudWatchLogsRoleArn: trail.logRoleArn,
  KmsKeyId: trail.kmsKeyId,
  IsOrganizationTrail: trail.organization,
});

const described = (trail: Trail) => ({
  ...answer(trail),
  HomeRegion: trail.homeRegion,
  HasCustomEventSelectors: trail.selectors.length > 0 || trail.advancedSelectors.length > 0,
  HasInsightSelectors: trail.insightSelectors.length > 0,
});

const topicName = ({ snsTopic }: Trail): string | undefined => snsTopic && (parseArn(snsTopic)?.resource ?? snsTopic);

const topicArn = ({ snsTopic, homeRegion, account }: Trail): string | undefined =>
  snsTopic && (parseArn(snsTopic) ? snsTopic : `arn:aws:sns:${homeRegion}:${account}:${snsTopic}`);
