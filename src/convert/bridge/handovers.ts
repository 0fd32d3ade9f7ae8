import { asString, property, references, type Entry, type TemplateEditor } from '../../template/index';
import type { Span } from '../../text/index';
import { exportsOf, nestedUri, readString, type NestedStack, type Resource, type Topology } from '../../topology/index';
import { fileNameIn } from '../../topology/query/file-name';
import type { Note } from '../step';
import { isImported, importsFrom } from './importers';
import { usesIn, within, type Use } from './uses';

/**
 * A way by which a template hands a value to others, of which nothing at hand uses it any more: an output that is
 * exported, read by the template that nests this one, or plain, or a parameter that a nested template declares and does not use.
 */
export interface Handover {
  /** The entry that goes: the output, or what the nested stack is given. */
  readonly entry: Entry;
  /** `Outputs "LinkId"`, `the parameter "LinkId" of "Orders"`. */
  readonly words: string;
  readonly logicalId: string;
  /** True for an output that is neither exported nor read by a template at hand: people and scripts may read it. */
  readonly isPlain?: boolean;
  /** What to know before it goes. */
  readonly note: Note;
  readonly drop: (write: (uri: string) => TemplateEditor) => void;
}

/**
 * The handovers that are all there is to a use, from the template of the part to the last one that gets its value.
 * `undefined` where the use is of another kind, or somebody may need the value.
 */
export function unusedHandovers(topology: Topology, uri: string, use: Use): readonly Handover[] | undefined {
  return chainOf(topology, uri, use, new Set());
}

function chainOf(topology: Topology, uri: string, use: Use, seen: Set<string>): readonly Handover[] | undefined {
  const key = `${uri} ${use.section} ${use.owner} ${use.at.start}`;
  if (use.shared || seen.has(key)) return undefined;
  seen.add(key);
  if (use.section === 'Outputs') return unusedOutput(topology, uri, use.owner, seen);
  const stack = use.section === 'Resources' ? topology.find(uri, use.owner) : undefined;
  return stack?.kind === 'nested-stack' ? unusedParameter(topology, stack, use) : undefined;
}

function unusedOutput(
  topology: Topology,
  uri: string,
  name: string,
  seen: Set<string>,
): readonly Handover[] | undefined {
  const document = topology.document(uri);
  const entry = document?.entry('Outputs', name);
  if (!document || !entry) return undefined;
  const exported = exportsOf(document).find((one) => within(one.name, entry));
  const parents = topology.ofKind('nested-stack').filter((stack) => nestedUri(stack) === uri);
  const isPlain = !exported && parents.length === 0;
  // What a parent hands on by a plain output of its own has a reader at hand: that parent.
  if (isPlain && seen.size > 1) return undefined;
  if (exported && parents.length === 0 && !importsFrom(topology, uri)) return undefined;
  if (exported) {
    const written = readString(exported.name.value);
    if (!written || isImported(topology, uri, written)) return undefined;
  }
  const next: Handover[] = [];
  for (const parent of parents) {
    const uses = usesOfOutput(topology, parent, name);
    const chains = uses?.map((use) => chainOf(topology, parent.uri, use, seen));
    if (!chains?.every((chain) => chain !== undefined)) return undefined;
    next.push(...chains.flat());
  }
  // CloudFormation neither changes nor deletes an export that another stack imports.
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
  const order = exported
    ? 'Deploy the stacks that imported it first: CloudFormation refuses while one still does.'
    : isPlain
      ? 'Whoever reads it (people, scripts, a stack outside these files that nests this template) must stop first.'
      : 'Stacks outside these files that nest this template and read it must be changed first.';
  const text = `The output "${name}" goes, too, since no template here uses it any more. ${order}`;
  const drop: Handover['drop'] = (write) => write(uri).removeEntry(entry);
  return [{ entry, words: `Outputs "${name}"`, logicalId: name, isPlain, note: { at: entry, text }, drop }, ...next];
}

/** The places in a parent that read an output of a stack in it; `undefined` where one cannot be told. */
function usesOfOutput(topology: Topology, stack: NestedStack, output: string): readonly Use[] | undefined {
  const named = [topology.document(stack.uri)!, ...topology.filesOf(stack.uri)].flatMap(
    (document) => usesIn(document).get(stack.logicalId) ?? [],
  );
  const uses = named.filter(({ kind }) => kind === 'Fn::GetAtt' || kind === 'Fn::Sub');
  const read = uses.map((use) => ({ use, name: outputAfter(use.at) }));
  return read.every(({ name, use }) => name !== undefined && !use.shared)
    ? read.filter(({ name }) => name === output).map(({ use }) => use)
    : undefined;
}

/** The output that is named behind a logical id: `.Outputs.Link`, or `, "Outputs.Link"` in a list. */
function outputAfter({ section, end }: Span): string | undefined {
  return /^["']?[\s.,-]*["']?Outputs\.([A-Za-z0-9]+)/.exec(section.text.slice(end, end + 400))?.[1];
}

/** What a stack is given for a parameter that its template declares and does not use. */
function unusedParameter(topology: Topology, stack: NestedStack, use: Use): readonly Handover[] | undefined {
  const given = parametersOf(stack).find(({ value }) => within(use.at, value));
  const name = given && asString(given.key);
  const child = topology.document(nestedUri(stack) ?? '');
  const parameter = name === undefined ? undefined : child?.entry('Parameters', name);
  if (!given || !name || !child || !parameter) return undefined;
  const files = [child, ...topology.filesOf(child.uri)];
  const isUsed = files.some(({ sections }) =>
    sections.some((section) => references(section).some((one) => one.name === name)),
  );
  if (isUsed || child.problems.length > 0) return undefined;
  const file = fileNameIn(topology, child.uri);
  const text = `The parameter "${name}" of ${file} goes, too, since ${file} does not use it any more. Stacks outside these files that nest it and pass the parameter must be changed first.`;
  const siblings = topology
    .ofKind('nested-stack')
    .filter((other) => nestedUri(other) === child.uri)
    .flatMap((other) => parametersOf(other).filter(({ key }) => asString(key) === name));
  return [
    {
      entry: given,
      words: `the parameter "${name}" of "${stack.logicalId}"`,
      logicalId: name,
      note: { at: given, text },
      drop: (write) => {
        for (const entry of siblings) write(entry.section.uri).removeEntry(entry);
        write(child.uri).removeEntry(parameter);
      },
    },
  ];
}

function parametersOf({ properties }: NestedStack): readonly Entry[] {
  const parameters = properties && property(properties, 'Parameters');
  return parameters?.kind === 'mapping' ? parameters.entries : [];
}

/** True where an entry that goes names the resource. */
export function names(topology: Topology, { entry }: Handover, { uri, logicalId }: Resource): boolean {
  return (
    entry.section.uri === uri &&
    (usesIn(topology.document(uri)!).get(logicalId) ?? []).some(({ at }) => within(at, entry))
  );
}
