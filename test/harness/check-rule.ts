import assert from 'node:assert/strict';
import type { Report, Rule } from '../../src/rules/index';
import { parse } from '../../src/template/index';
import { buildTopology, type ChosenParameters, type Topology } from '../../src/topology/index';

/**
 * Asserts that `rule` reports exactly what the `[|text|](message)` marks in `fixture` say. A fixture that begins with
 * `{` is JSON, any other YAML.
 */
export function checkRule(rule: Rule, fixture: string, chosen: ChosenParameters = {}): void {
  const source = withoutMarks(fixture);
  const { topology, reports } = runRule(rule, source, chosen);
  assert.equal(mark(source, topology, reports), fixture);
}

/** The fixture as a template, without its marks. */
export function withoutMarks(fixture: string): string {
  return fixture.replace(/\[\|(.*?)\|\]\(.*?\)/gs, '$1');
}

/** The findings of a rule in one template. */
export function runRule(
  rule: Rule,
  source: string,
  chosen: ChosenParameters = {},
): { topology: Topology; reports: readonly Report[] } {
  const topology = topologyOf({ [source.trimStart().startsWith('{') ? 'test.json' : 'test.yaml']: source }, chosen);
  return { topology, reports: [...rule.check({ topology })] };
}

/** The topology of templates by their URI. */
export function topologyOf(sources: Readonly<Record<string, string>>, chosen: ChosenParameters = {}): Topology {
  return buildTopology(
    Object.entries(sources).map(([uri, text]) => parse(uri, text)),
    chosen,
  );
}

/** Draws findings into the text. */
function mark(source: string, topology: Topology, reports: readonly Report[]): string {
  const drawn = reports
    .map((report) => ({ range: topology.locate(report.at).range, message: report.message }))
    .sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  let text = '';
  let from = 0;
  for (const { range, message } of drawn) {
    // A finding inside another one cannot be drawn; the text then shows both messages and differs from the fixture.
    const start = Math.max(from, range.start);
    text += `${source.slice(from, start)}[|${source.slice(start, range.end)}|](${message})`;
    from = Math.max(from, range.end);
  }
  return text + source.slice(from);
}
