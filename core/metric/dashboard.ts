/** One thing wrong with a dashboard's body; an error refuses the dashboard, a warning is only told. */
export interface DashboardProblem {
  readonly path: string;
  readonly message: string;
  readonly level: 'error' | 'warning';
}

const widgetTypes = ['metric', 'text', 'log', 'alarm', 'explorer', 'custom'];

/** Most widgets of a dashboard. */
const mostWidgets = 500;

/**
 * Checks a dashboard's JSON as PutDashboard does: what cannot be drawn at all is an error, what is drawn incompletely a warning.
 * @see AWS, "Dashboard body structure and syntax"; the texts of single messages are unverified
 */
export function checkDashboard(body: string): DashboardProblem[] {
  const parsed = parse(body);
  if (parsed === undefined) return [error('/', 'Body must be valid JSON')];
  if (!isObject(parsed)) return [error('/', 'should be object')];
  const { widgets } = parsed;
  if (widgets === undefined) return [error('', 'should have required property "widgets"')];
  if (!Array.isArray(widgets)) return [error('/widgets', 'should be array')];
  if (widgets.length > mostWidgets) return [error('/widgets', `should NOT have more than ${mostWidgets} items`)];
  return widgets.flatMap((widget, index) => checkWidget(widget, `/widgets/${index}`));
}

function checkWidget(widget: unknown, path: string): DashboardProblem[] {
  if (!isObject(widget)) return [error(path, 'should be object')];
  const problems: DashboardProblem[] = [];
  if (typeof widget.type !== 'string' || !widgetTypes.includes(widget.type)) {
    problems.push(error(`${path}/type`, `should be one of ${widgetTypes.join(', ')}`));
  }
  for (const [name, from, to] of [
    ['x', 0, 23],
    ['y', 0, Number.POSITIVE_INFINITY],
    ['width', 1, 24],
    ['height', 1, 1000],
  ] as const) {
    const value = widget[name];
    if (value === undefined) continue;
    if (!Number.isInteger(value)) problems.push(error(`${path}/${name}`, 'should be integer'));
    else if ((value as number) < from) problems.push(error(`${path}/${name}`, `should be >= ${from}`));
    else if ((value as number) > to) problems.push(error(`${path}/${name}`, `should be <= ${to}`));
  }
  if (!isObject(widget.properties)) problems.push(error(path, 'should have required property "properties"'));
  else problems.push(...checkProperties(String(widget.type), widget.properties, `${path}/properties`));
  return problems;
}

function checkProperties(type: string, properties: Record<string, unknown>, path: string): DashboardProblem[] {
  const required = (name: string) =>
    properties[name] === undefined ? [error(path, `should have required property "${name}"`)] : [];
  switch (type) {
    case 'text':
      return required('markdown');
    case 'alarm':
      return required('alarms');
    case 'log':
      return [...required('query'), ...region(properties, path)];
    case 'metric':
      if (properties.metrics === undefined && properties.annotations === undefined) return required('metrics');
      return [...metrics(properties.metrics, path), ...region(properties, path)];
    default:
      return [];
  }
}

const region = (properties: Record<string, unknown>, path: string): DashboardProblem[] =>
  properties.region === undefined
    ? [{ path, message: 'should have required property "region"', level: 'warning' }]
    : [];

function metrics(list: unknown, path: string): DashboardProblem[] {
  if (list === undefined) return [];
  if (!Array.isArray(list)) return [error(`${path}/metrics`, 'should be array')];
  return list.flatMap((metric, index) =>
    Array.isArray(metric) && metric.length > 0
      ? []
      : [error(`${path}/metrics/${index}`, 'should be a non-empty array')],
  );
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const error = (path: string, message: string): DashboardProblem => ({ path, message, level: 'error' });
