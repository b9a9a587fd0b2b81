import type {
  DashboardValidationMessage,
  DeleteDashboardsInput,
  GetDashboardInput,
  GetDashboardOutput,
  ListDashboardsInput,
  ListDashboardsOutput,
  PutDashboardInput,
  PutDashboardOutput,
} from '@aws-sdk/client-cloudwatch';
import { checkDashboard, type DashboardProblem } from '../../../core/metric/index.ts';
import { partitionOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import { page } from '../../paging.ts';
import type { Operation } from '../../service.ts';
import { invalidValue } from './errors.ts';
import type { CloudWatchState } from './state.ts';

interface Dashboard {
  readonly name: string;
  readonly arn: string;
  readonly body: string;
  readonly modifiedAt: number;
}

const pageSize = 1000;

/** Dashboards belong to an account, whatever the region. */
export function dashboards(state: CloudWatchState) {
  const stored = state.parts.store.documents<Dashboard>('cloudwatch.dashboards');

  const putDashboard: Operation<PutDashboardInput, PutDashboardOutput> = (call) => {
    const { DashboardName: name = '', DashboardBody: body = '' } = call.input;
    if (!/^[A-Za-z0-9_-]+$/.test(name)) {
      throw invalidValue(
        'The value for field DashboardName contains invalid characters. It can only contain alphanumerics, dash (-) and underscore (_).\n',
      );
    }
    const problems = checkDashboard(body);
    const fatal = problems.filter(({ level }) => level === 'error');
    if (fatal.length > 0) throw refused(fatal);
    const arn = `arn:${partitionOf(call.region)}:cloudwatch::${call.account}:dashboard/${name}`;
    stored.put(call.account, name, { name, arn, body, modifiedAt: state.now() });
    return { DashboardValidationMessages: problems.map(message) };
  };

  const getDashboard: Operation<GetDashboardInput, GetDashboardOutput> = (call) => {
    const found = stored.get(call.account, call.input.DashboardName ?? '');
    if (found === undefined) throw missing(call.input.DashboardName ?? '');
    return { DashboardArn: found.arn, DashboardBody: found.body, DashboardName: found.name };
  };

  const listDashboards: Operation<ListDashboardsInput, ListDashboardsOutput> = (call) => {
    const prefix = call.input.DashboardNamePrefix ?? '';
    const found = stored.list(call.account).filter(({ name }) => name.startsWith(prefix));
    const { items, next } = page(found, pageSize, call.input.NextToken, ({ name }) => name);
    return {
      DashboardEntries: items.map(({ name, arn, body, modifiedAt }) => ({
        DashboardName: name,
        DashboardArn: arn,
        LastModified: new Date(modifiedAt),
        Size: Buffer.byteLength(body),
      })),
      NextToken: next,
    };
  };

  /** All or none: a name that is not there leaves the others alone. */
  const deleteDashboards: Operation<DeleteDashboardsInput, void> = (call) => {
    const names = call.input.DashboardNames ?? [];
    if (names.length === 0) throw invalidValue('Need at least 1 dashboard');
    const absent = names.filter((name) => !stored.has(call.account, name));
    if (absent.length > 0) throw missing(absent.join(', '));
    state.parts.store.write(() => {
      for (const name of names) stored.delete(call.account, name);
    });
  };

  return {
    PutDashboard: putDashboard,
    GetDashboard: getDashboard,
    ListDashboards: listDashboards,
    DeleteDashboards: deleteDashboards,
  };
}

const message = ({ path, message }: DashboardProblem): DashboardValidationMessage => ({
  DataPath: path,
  Message: message,
});

const refused = (problems: readonly DashboardProblem[]) =>
  new AwsError(
    'DashboardInvalidInputError',
    `The dashboard body is invalid, there are ${problems.length} validation errors:\n${JSON.stringify(
      problems.map(({ path, message }) => ({ dataPath: path, message })),
    )}`,
    { fields: { dashboardValidationMessages: problems.map(message) } },
  );

const missing = (names: string) =>
  new AwsError('DashboardNotFoundError', `Dashboard ${names} does not exist`, { status: 404 });
