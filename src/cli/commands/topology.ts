import type { TopologyView } from '../../service';
import { defineCommand } from '../command';
import { checkParameters } from '../entry';
import { UserError } from '../io';
import { chosenParameters, parameterOptions } from '../parameters';
import { treeText } from '../report/tree-text';
import { openWorkspace, type Workspace } from '../workspace';

export default defineCommand({
  name: 'topology',
  operands: 'FILE…',
  summary: 'draw the way from stage to target as tree, JSON, Mermaid or SVG',
  options: {
    format: {
      type: 'string',
      short: 'f',
      choices: ['tree', 'json', 'mermaid', 'svg'],
      help: 'what to draw; tree is the default',
    },
    ...parameterOptions,
  },
  examples: ['unbridge topology template.yaml', 'unbridge topology template.yaml --format svg > topology.svg'],

  async run(operands, { format, ...values }, io) {
    const parameters = await chosenParameters('topology', values, io);
    const workspace = await openWorkspace('topology', operands, io, parameters);
    checkParameters(parameters, workspace, 'unbridge topology');
    const { service, templates } = workspace;
    // An empty picture tells nothing; an empty graph does.
    if (templates.length === 0 && format !== 'json')
      throw new UserError(`${operands.join(' ')}: no CloudFormation or SAM template`);
    if (format === 'tree') {
      const seen = new Set<string>();
      const roots = templates
        .flatMap(({ uri }) => service.tree(uri))
        .filter(({ key, node }) => isNew(`${key} ${node.location?.uri}`, seen));
      io.stdout.write(treeText(roots, workspace, io));
      return 0;
    }
    const graph = union(templates.map(({ uri }) => service.topology(uri)));
    if (format === 'json') io.stdout.write(`${JSON.stringify(toJson(graph, workspace), undefined, 2)}\n`);
    else {
      const { toMermaid, toSvg } = await import('../../topology/diagram/index');
      io.stdout.write(format === 'svg' ? toSvg(graph) : toMermaid(graph));
    }
    return 0;
  },
});

/** Templates of one set share one graph; those of several stand side by side. */
function union(graphs: readonly TopologyView[]): TopologyView {
  const seen = new Set<string>();
  return {
    nodes: graphs.flatMap(({ nodes }) => nodes.filter(({ id }) => isNew(id, seen))),
    edges: graphs.flatMap(({ edges }) => edges.filter(({ from, to, kind }) => isNew(`${from}\n${kind}\n${to}`, seen))),
  };
}

function isNew(key: string, seen: Set<string>): boolean {
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}

function toJson({ nodes, edges }: TopologyView, { placeOf }: Workspace): object {
  return {
    nodes: nodes.map(({ id, kind, logicalId, label, constructPath, location }) => ({
      id,
      kind,
      logicalId,
      label,
      ...(constructPath === undefined ? {} : { constructPath }),
      ...placeOf(location),
    })),
    edges: edges.map(({ from, to, kind, location }) => ({ from, to, kind, ...placeOf(location) })),
  };
}
