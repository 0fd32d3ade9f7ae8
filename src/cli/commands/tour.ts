import {
  createService,
  type ConversionFileView,
  type RouteView,
  type Service,
  type SimulationView,
} from '../../service';
import { defineCommand } from '../command';
import { slashes } from '../disk';
import { UserError } from '../io';
import { paintDiff } from '../report/paint-diff';
import { checkText } from '../report/check-text';
import { proofLines } from '../report/conversion-text';
import { unifiedDiff } from '../report/diff';
import { sideBySide } from '../report/side-by-side';
import { styleFor, type Style } from '../style';
import { openWorkspace, reportFailures } from '../workspace';

export default defineCommand({
  name: 'tour',
  operands: '[FILE]',
  summary: 'show findings, a conversion and a request on a sample',
  options: {},
  examples: ['unbridge tour', 'unbridge tour template.yaml'],

  async run(operands, _values, io) {
    if (operands.length > 1) throw new UserError('unbridge tour: one FILE at a time');
    const file = operands[0] ?? `${slashes(io.packageFolder)}/media/sample/template.yaml`;
    const workspace = await openWorkspace('tour', [file], io);
    const { service, templates } = workspace;
    const [first] = templates;
    if (!first) throw new UserError(`${file}: no CloudFormation or SAM template`);
    const input = { ...first, name: operands[0] === undefined ? 'template.yaml' : first.name };
    const style = styleFor(io, io.stdout);
    const out = (text: string): void => io.stdout.write(text);

    const view = service.check(input.uri);
    out(heading(1, `What Unbridge finds in ${input.name}`, style));
    out(checkText([{ name: input.name, view, known: [] }], workspace, io));

    const { files, failures } = service.convert([input.uri]);
    const [converted] = files;
    out(heading(2, 'The conversion to VPC Link V2', style));
    out(conversion(input.name, input.text, converted, style));

    out(heading(3, 'One request, before and after', style));
    out(requests(service, input.uri, converted, style));

    out(heading(4, 'What next', style));
    out(nextSteps);
    reportFailures([...view.failures, ...failures], io);
    return 0;
  },
});

const nextSteps = `  unbridge check .           what is wrong in templates of your own
  unbridge convert FILE      their conversion as a diff; --write writes it
  unbridge serve FILE        the path live on this machine, ready for curl
  unbridge --help            everything else
`;

function heading(number: number, text: string, style: Style): string {
  return `${number > 1 ? '\n' : ''}${style.bold(style.cyan(`${number}. ${text}`))}\n\n`;
}

function conversion(name: string, text: string, converted: ConversionFileView | undefined, style: Style): string {
  if (!converted?.changed) {
    const reasons = (converted?.blocked ?? []).map(({ logicalId, reason }) => `  "${logicalId}": ${reason}\n`);
    return reasons.length > 0 ? `Cannot be converted:\n${reasons.join('')}` : 'There is nothing to convert.\n';
  }
  const proof = converted.proof ? `\n${proofLines(converted.proof, style).join('\n')}\n` : '';
  return paintDiff(unifiedDiff(name, text, converted.newText), style) + proof;
}

function requests(service: Service, uri: string, converted: ConversionFileView | undefined, style: Style): string {
  const before = firstOverLink(service, uri);
  if (!before) return 'No request goes over a VPC link here.\n';
  const { route, path } = before;
  const title = `${route.method} ${path}\n\n`;
  if (!converted?.changed) return title + sideBySide([{ title: 'today', trace: before.view.trace }], style);
  const after = createService();
  after.setDocument(uri, converted.newText, service.document(uri)?.language);
  const then = after.simulate(uri, { method: route.method, path });
  return (
    title +
    sideBySide(
      [
        { title: 'before', trace: before.view.trace },
        { title: 'after', trace: then.trace },
      ],
      style,
    )
  );
}

/** The first route whose request passes a link, with values for its path parameters; the deepest one tells the most. */
function firstOverLink(
  service: Service,
  uri: string,
): { route: RouteView; path: string; view: SimulationView } | undefined {
  const routes = [...service.routes(uri)].sort((a, b) => Number(b.path.includes('{')) - Number(a.path.includes('{')));
  for (const route of routes.slice(0, 20)) {
    const method = route.method === 'ANY' ? 'GET' : route.method;
    const path = route.path.replace(/\{[^}]*\}/g, '7');
    const view = service.simulate(uri, { method, path });
    if (view.trace.hops.some(({ kind }) => kind === 'link')) return { route: { ...route, method }, path, view };
  }
  return undefined;
}
