import { bugs } from '../../package.json';
import { createService, type ChosenParameters, type Service } from '../service';
import type { TemplateDocument } from '../template/index';
import { createLineIndex, type LineIndex, type Location, type PositionRange, type Range } from '../text/index';
import { withoutIgnored } from './ignored';
import { readInputs, type Input } from './inputs';
import type { Io } from './io';
import { readRelated } from './related';

/** The inputs of a command as one set of documents, with places as reports write them. */
export interface Workspace {
  /** What the command was given, as messages write it. */
  readonly operands: string;
  readonly service: Service;
  /** What was named, and behind it what templates among it name: files of APIs and templates of nested stacks. */
  readonly inputs: readonly Input[];
  /** The inputs that are templates. */
  readonly templates: readonly Input[];
  document(input: Input): TemplateDocument;
  /** Zero-based lines and columns, as in JSON output. */
  rangeIn(uri: string, range: Range): PositionRange;
  /** The name by which the user knows a document. */
  nameOf(uri: string): string;
  /** `file` and `range` of JSON output; both null where there is no such place. */
  placeOf(
    location: Location | undefined,
  ): { readonly file: string; readonly range: PositionRange } | { readonly file: null; readonly range: null };
  /** `template.yaml:12`, with a one-based line for people. */
  lineOf(location: Location): string;
}

/** Reads the operands, and what they name in turn, and gives them to a new service. `parameters` are known values. */
export async function openWorkspace(
  command: string,
  operands: readonly string[],
  io: Io,
  parameters: ChosenParameters = {},
): Promise<Workspace> {
  const named = await withoutIgnored(await readInputs(command, operands, io), io);
  const service = createService({ parameters });
  const documents = new Map<string, TemplateDocument>();
  const documentOf = ({ uri, text }: Input): TemplateDocument => {
    const known = documents.get(uri) ?? service.setDocument(uri, text, uri.endsWith('.json') ? 'json' : undefined);
    documents.set(uri, known);
    return known;
  };
  const inputs = [...named, ...(await readRelated(named, documentOf, io))];
  for (const input of inputs) documentOf(input);
  const names = new Map(inputs.map(({ uri, name }) => [uri, name]));
  const indexes = new Map<string, LineIndex>();
  const indexOf = (uri: string): LineIndex => {
    const known = indexes.get(uri) ?? documents.get(uri)?.lines ?? createLineIndex('');
    indexes.set(uri, known);
    return known;
  };
  const nameOf = (uri: string): string => names.get(uri) ?? uri;
  const rangeIn = (uri: string, range: Range): PositionRange => indexOf(uri).rangeAt(range);
  return {
    operands: operands.join(' '),
    service,
    inputs,
    templates: inputs.filter(({ uri }) => documents.get(uri)!.dialect !== 'none'),
    document: ({ uri }) => documents.get(uri)!,
    rangeIn,
    nameOf,
    placeOf: (location) =>
      location
        ? { file: nameOf(location.uri), range: rangeIn(location.uri, location.range) }
        : { file: null, range: null },
    lineOf: ({ uri, range }) =>
      `${nameOf(uri) === '-' ? 'stdin' : nameOf(uri)}:${indexOf(uri).positionAt(range.start).line + 1}`,
  };
}

/** Says of each template that is broken where, since what is simulated of it may be less than was written. */
export function tellProblems({ templates, document, lineOf }: Workspace, io: Io): void {
  for (const input of templates) {
    const { problems, locate } = document(input);
    const [first] = problems;
    if (!first) continue;
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
    const place = lineOf({ uri: input.uri, range: locate(first) });
    io.stderr.write(`${place}: ${first.message}${more}; only what can be read takes part\n`);
  }
}

/** Tells of rules and steps that failed by a bug of ours; the rest of the report stands. */
export function reportFailures(failures: readonly string[], io: Io): void {
  for (const failed of new Set(failures)) {
    io.stderr.write(`unbridge: internal error in ${failed}; the rest is complete; please report it at ${bugs.url}\n`);
  }
}
