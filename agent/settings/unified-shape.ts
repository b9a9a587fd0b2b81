import {
  any,
  either,
  flag,
  list,
  oneOrMore,
  open,
  type RecordShape,
  record,
  type Shape,
  text,
  whole,
  wholeOf,
  word,
} from './shape.ts';

/*
 * What the unified agent's JSON may hold: the keys, types and limits of its published JSON schema (draft-04), section by
 * section. Where that schema lets further keys through, so does this.
 */

const interval = whole(1, 172_800);
const intervalOrNone = whole(0, 172_800);
const name = text(1, 255);
const longName = text(1, 4096);
const endpoint = text(4, 2048);
const filePath = text(0, 4096);
const dimensions = record({}, { others: text(1, 1024), most: 30 });
const dropOriginal = list(text(), { fewest: 1, unique: true });
const roleArn: Shape = { ...text(20, 2048), orMatches: /^\$\{.+\}$/ };
const credentials = record({ role_arn: roleArn });
const tls = open({ ca_file: name, cert_file: name, key_file: name, insecure: flag });
const service = { 'service.name': name, 'deployment.environment': text(1, 259) };
const longService = { 'service.name': longName, 'deployment.environment': longName };

const otlp = oneOrMore(record({ grpc_endpoint: endpoint, http_endpoint: endpoint, tls, ...service }), 255);

const measurement = list(either(open({ name, rename: name, unit: text(1, 256) }), name), { unique: true });
const basicKeys = { metrics_collection_interval: interval, append_dimensions: dimensions, measurement };
const basic = (keys: Readonly<Record<string, Shape>> = {}): RecordShape =>
  open({ ...basicKeys, ...keys }, { required: ['measurement'] });
const resources = list(longName, { most: 256 });

const collectd = record({
  service_address: name,
  name_prefix: name,
  collectd_auth_file: longName,
  collectd_security_level: word('none', 'sign', 'encrypt'),
  collectd_typesdb: list(longName, { most: 10 }),
  metrics_aggregation_interval: intervalOrNone,
  drop_original_metrics: dropOriginal,
  append_dimensions: dimensions,
  ...longService,
});
const statsd = record({
  allowed_pending_messages: whole(1, 2_147_483_647),
  service_address: name,
  metrics_collection_interval: interval,
  metrics_aggregation_interval: intervalOrNone,
  metric_separator: name,
  drop_original_metrics: dropOriginal,
  ...longService,
});
const procstat = list(
  open(
    { ...basicKeys, pid_file: name, exe: name, pattern: name, measurement: list(name, { unique: true }) },
    { required: ['measurement'], someOf: ['pid_file', 'exe', 'pattern'] },
  ),
  { fewest: 1, most: 255 },
);
const ethtool = record({
  interface_include: list(name),
  interface_exclude: list(name),
  metrics_include: list(name),
  append_dimensions: dimensions,
  drop_original_metrics: dropOriginal,
});
const efa = open(
  { metrics_collection_interval: interval, measurement, drop_original_metrics: dropOriginal },
  { required: ['measurement'] },
);
const jmxTarget = open({ measurement }, { required: ['measurement'] });
const jmxTargets = {
  jvm: jmxTarget,
  kafka: jmxTarget,
  'kafka-consumer': jmxTarget,
  'kafka-producer': jmxTarget,
  tomcat: jmxTarget,
};
const jmx = oneOrMore(
  record(
    {
      endpoint,
      metrics_collection_interval: interval,
      username: text(),
      password_file: text(),
      keystore_path: text(),
      keystore_type: text(),
      truststore_path: text(),
      truststore_type: text(),
      registry_ssl_enabled: flag,
      remote_profile: text(),
      realm: text(),
      insecure: flag,
      append_dimensions: dimensions,
      ...jmxTargets,
    },
    { someOf: Object.keys(jmxTargets) },
  ),
  255,
);

const metrics = record(
  {
    namespace: name,
    aggregation_dimensions: list(list(text(1, 1024), { most: 30, unique: true }), {
      fewest: 1,
      most: 1024,
      unique: true,
    }),
    append_dimensions: dimensions,
    metrics_destinations: record(
      { cloudwatch: any, amp: record({ workspace_id: name }, { required: ['workspace_id'] }) },
      { fewest: 1 },
    ),
    metrics_collected: record(
      {
        collectd,
        cpu: basic({ resources: list(word('*'), { most: 1 }), totalcpu: flag }),
        disk: basic({ resources, ignore_file_system_types: list(longName, { most: 256 }), drop_device: flag }),
        diskio: basic({ resources }),
        efa,
        statsd,
        swap: basic(),
        mem: basic(),
        net: basic({ resources }),
        netstat: basic(),
        processes: basic(),
        procstat,
        ethtool,
        nvidia_smi: open({ measurement: list(name) }),
        jmx,
        otlp,
        prometheus: record({ prometheus_config_path: name }, { required: ['prometheus_config_path'] }),
      },
      { others: basic(), fewest: 1 },
    ),
    force_flush_interval: interval,
    credentials,
    endpoint_override: endpoint,
    ...longService,
  },
  { required: ['metrics_collected'] },
);

// logs

const groupName = text(1, 512);
const streamName = text(1, 512);
const filters = list(record({ type: word('include', 'exclude'), expression: text() }));
const retention = wholeOf(
  ...[-1, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
);
const destination = {
  log_group_name: groupName,
  log_stream_name: streamName,
  log_group_class: text(1, 512),
  retention_in_days: retention,
};
const collectList = (entry: Shape): Shape =>
  record({ collect_list: list(entry, { fewest: 1, most: 16_384, unique: true }) }, { required: ['collect_list'] });

const files = collectList(
  record(
    {
      file_path: filePath,
      ...destination,
      multi_line_start_pattern: longName,
      timestamp_format: longName,
      timezone: word('Local', 'LOCAL', 'UTC'),
      trim_timestamp: flag,
      encoding: longName,
      auto_removal: flag,
      backpressure_mode: word('fd_release'),
      blacklist: longName,
      publish_multi_logs: flag,
      filters,
      ...service,
    },
    { required: ['file_path'] },
  ),
);
const eventLevels = word('CRITICAL', 'ERROR', 'WARNING', 'INFORMATION', 'VERBOSE');
const windowsEvents = collectList(
  record(
    {
      event_name: { ...name, noneOf: ['Forwarded Events'] },
      event_levels: list(eventLevels),
      event_ids: list(whole(0, 65_535), { fewest: 1, unique: true }),
      filters,
      event_format: word('text', 'xml'),
      ...destination,
    },
    { required: ['event_name'], someOf: ['event_levels', 'event_ids', 'filters'] },
  ),
);
const priorities = 'emerg alert crit err warning notice info debug 0 1 2 3 4 5 6 7'.split(' ');
const journald = collectList(
  record(
    {
      ...destination,
      filters,
      units: list(text(0, 256), { fewest: 1, unique: true }),
      priority: word(...priorities),
      matches: list(record({}, { others: text() }), { fewest: 1, unique: true }),
    },
    { required: ['log_group_name'] },
  ),
);

const applicationSignals = open({
  hosted_in: text(1, 1024),
  rules: list(
    open(
      {
        selectors: list(open({ dimension: text(1), match: text(1) }, { required: ['dimension', 'match'] })),
        replacements: list(
          open({ target_dimension: text(1), value: text() }, { required: ['target_dimension', 'value'] }),
        ),
        action: word('drop', 'keep', 'replace'),
        rule_name: text(1),
      },
      { required: ['selectors', 'action'] },
    ),
  ),
});
const texts = (...keys: string[]) => Object.fromEntries(keys.map((key) => [key, text()]));
const prometheus = record({
  ...texts('cluster_name', 'log_group_name', 'prometheus_config_path'),
  emf_processor: record({
    metric_declaration_dedup: flag,
    metric_namespace: text(),
    metric_unit: record({}, { others: text(1, 256) }),
    metric_declaration: list(
      record({
        source_labels: list(text()),
        label_matcher: text(),
        label_separator: text(),
        metric_selectors: list(text()),
        dimensions: list(list(text())),
      }),
    ),
  }),
  ecs_service_discovery: record({
    docker_label: open(texts('sd_job_name_label', 'sd_metrics_path_label', 'sd_port_label')),
    task_definition_list: list(
      open(
        texts(
          'sd_container_name_pattern',
          'sd_job_name',
          'sd_metrics_path',
          'sd_metrics_ports',
          'sd_task_definition_arn_pattern',
        ),
      ),
    ),
    service_name_list_for_tasks: list(
      open(
        texts(
          'sd_container_name_pattern',
          'sd_job_name',
          'sd_metrics_path',
          'sd_metrics_ports',
          'sd_service_name_pattern',
        ),
      ),
    ),
    ...texts('sd_cluster_region', 'sd_frequency', 'sd_result_file', 'sd_target_cluster'),
  }),
  disable_metric_extraction: flag,
});

const logs = record(
  {
    logs_collected: record(
      {
        files,
        windows_events: windowsEvents,
        journald,
        application_signals: open({ log_group_name: groupName, log_stream_name: streamName, disabled: flag }),
      },
      { fewest: 1 },
    ),
    metrics_collected: open({
      app_signals: applicationSignals,
      application_signals: applicationSignals,
      ecs: record({ metrics_collection_interval: interval, disable_metric_extraction: flag }),
      kubernetes: open({
        cluster_name: text(1, 512),
        jmx_container_insights: flag,
        metrics_collection_interval: interval,
        disable_metric_extraction: flag,
      }),
      prometheus,
      otlp,
    }),
    log_stream_name: streamName,
    force_flush_interval: interval,
    credentials,
    endpoint_override: endpoint,
    concurrency: whole(1),
    ...service,
  },
  { someOf: ['logs_collected', 'metrics_collected'] },
);

// traces and OpenTelemetry: not for this agent, but a file that has them must be right in them too

const traces = record(
  {
    traces_collected: record(
      {
        app_signals: open({}),
        application_signals: open({}),
        xray: record({ bind_address: endpoint, tcp_proxy: record({ bind_address: endpoint }) }),
        otlp,
      },
      { fewest: 1 },
    ),
    concurrency: whole(1),
    buffer_size_mb: whole(3),
    resource_arn: text(),
    local_mode: flag,
    insecure: flag,
    credentials,
    proxy_override: endpoint,
    endpoint_override: endpoint,
    region_override: text(),
    transit_spans_in_otlp_format: flag,
  },
  { required: ['traces_collected'] },
);

const collected = (entry: Shape): Shape =>
  record({ collect_list: list(entry, { fewest: 1 }) }, { required: ['collect_list'] });
const openTelemetry = record({
  cluster_name: text(),
  resource_attributes: dimensions,
  collect: record({
    database_insights: record({
      postgresql: list(
        record(
          {
            ...texts('endpoint', 'instance_name', 'username', 'password_file', 'ca_file'),
            logs: record({ file_path: text() }),
          },
          { required: ['endpoint', 'instance_name', 'username', 'password_file'] },
        ),
      ),
    }),
    host_metrics: record({ collection_interval: interval }),
    container_insights: record({
      collection_interval: interval,
      role: word('node', 'cluster'),
      logs: record({ enabled: flag }),
    }),
    prometheus: record({ config_path: text() }, { required: ['config_path'] }),
    otlp: record({ ...texts('grpc_endpoint', 'http_endpoint'), span_metrics_enabled: flag }),
    windows_events: collected(
      record(
        {
          event_name: name,
          event_levels: list(eventLevels, { fewest: 1, unique: true }),
          event_ids: list(whole(0, 65_535), { fewest: 1, unique: true }),
          event_format: word('text', 'xml'),
          log_group_name: groupName,
          log_stream_name: streamName,
        },
        { required: ['event_name'] },
      ),
    ),
    files: collected(
      record(
        {
          file_path: longName,
          log_group_name: groupName,
          log_stream_name: streamName,
          ...texts('multi_line_start_pattern', 'timestamp_format', 'encoding'),
          timezone: word('UTC', 'Local', 'LOCAL'),
        },
        { required: ['file_path'] },
      ),
    ),
  }),
});

const agent = open({
  metrics_collection_interval: interval,
  logfile: filePath,
  region: text(1, 64),
  debug: flag,
  aws_sdk_log_level: text(),
  credentials,
  omit_hostname: flag,
  ...service,
});

/** The whole file. */
export const unifiedShape = open({ agent, metrics, logs, traces, opentelemetry: openTelemetry });
