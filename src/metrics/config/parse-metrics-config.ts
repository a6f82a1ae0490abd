import { checkEvaluate } from '../computed-gauge.ts';
import { checkComputedSpec } from '../computed-spec.ts';
import { checkMetricOptions, type MetricOptions } from '../metric-descriptor.ts';
import { checkFamilyOptions } from '../metric-family.ts';
import { checkMetricId, type ReportProblem } from '../metric-id.ts';
import { MetricsError, mismatch } from '../metrics-error.ts';
import { METRIC_PROPERTIES, type MetricsConfig } from './metrics-config.ts';
import { isRecord, migrateV1ToV2, nameInV1 } from './metrics-config-v1.ts';
import { checkRules } from './rule-config.ts';

/** Which properties each section's entries may have besides those of a metric. */
const OWN_PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  metrics: [],
  families: ['maxSeries'],
  computed: ['op', 'of', 'q', 'windowMs', 'evaluate'],
};
/** Properties of a metric that a computed gauge has not. */
const NOT_COMPUTED = ['type', 'reset', 'boundaries'];

/**
 * Checks a configuration of any version that may come from anywhere, and gives it as the newest. All or nothing: every problem is
 * found before one error lists them all, each with its JSON pointer into what was given.
 *
 * @throws MetricsError `invalid-config`
 */
export function parseMetricsConfig(input: unknown): MetricsConfig {
  const problems: string[] = [];
  const isV1 = isRecord(input) && (input.version === undefined || input.version === 1);
  const config = isV1 ? migrateV1ToV2(input) : input;
  const report = (pointer: string, wanted: string, got: unknown) => problems.push(mismatch(pointer, wanted, got));
  if (!isRecord(config)) report('/', 'be an object', config);
  // What another version means by the rest cannot be told.
  else if (config.version !== 2) report('/version', 'be 1 or 2', config.version);
  else {
    for (const [section, entries] of Object.entries(config)) {
      if (section === 'version' || section === '$schema') continue;
      if (section === 'rules') checkRules(entries, report);
      else if (!Object.hasOwn(OWN_PROPERTIES, section))
        report(`/${escapePointer(section)}`, 'be absent: it is not known', entries);
      else if (!isRecord(entries)) report(`/${section}`, 'be an object of metrics by key', entries);
      else checkSection(section, entries, isV1, report);
    }
    checkKeys(config, report);
  }
  if (problems.length > 0) {
    throw new MetricsError('invalid-config', `Cannot use the metrics configuration: ${problems.join('; ')}`);
  }
  return config as unknown as MetricsConfig;
}

function checkSection(section: string, entries: Record<string, unknown>, isV1: boolean, report: ReportProblem): void {
  for (const [key, entry] of Object.entries(entries)) {
    const at = `/${section}/${escapePointer(key)}`;
    if (!isRecord(entry)) {
      report(at, 'be an object', entry);
      continue;
    }
    const reportPart: ReportProblem = (part, wanted, got) =>
      report(`${at}/${isV1 ? nameInV1(part) : part}`, wanted, got);
    for (const name of Object.keys(entry)) {
      if (!isKnown(section, name)) reportPart(escapePointer(name), 'be absent: it is not known', entry[name]);
    }
    checkEntry(section, key, entry, reportPart);
  }
}

function isKnown(section: string, name: string): boolean {
  if (OWN_PROPERTIES[section]?.includes(name)) return true;
  const isOfMetric = (METRIC_PROPERTIES as readonly string[]).includes(name);
  return isOfMetric && !(section === 'computed' && NOT_COMPUTED.includes(name));
}

function checkEntry(section: string, key: string, entry: Record<string, unknown>, report: ReportProblem): void {
  if (section === 'computed') {
    const { namespace = 'computed', name = key, labels = {} } = entry;
    checkMetricId(namespace, name, labels, report);
    checkMetricOptions('gauge', entry as MetricOptions, report);
    checkComputedSpec(entry, report);
    if (entry.evaluate !== undefined) checkEvaluate(entry.evaluate, report);
    return;
  }
  const { namespace, name, type, labels = {} } = entry;
  checkMetricId(namespace, name, section === 'families' ? {} : labels, report);
  checkMetricOptions(type, entry as MetricOptions, report);
  if (section === 'families') checkFamilyOptions(entry, report);
}

/** A key names one thing, in whichever section. */
function checkKeys(config: Record<string, unknown>, report: ReportProblem): void {
  const seen = new Map<string, string>();
  for (const section of Object.keys(OWN_PROPERTIES)) {
    for (const key of Object.keys(isRecord(config[section]) ? config[section] : {})) {
      const other = seen.get(key);
      const at = `/${section}/${escapePointer(key)}`;
      if (other !== undefined) report(at, `have a key of its own, which "${other}" has`, key);
      seen.set(key, at);
    }
  }
}

function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
