import type { Dialect, TemplateDocument } from '../template/index';
import { namedFiles } from '../topology/query/named-files';
import { readFileInput, type Input, type Tie } from './inputs';
import type { Io } from './io';

const wanted: Readonly<Record<Tie, (dialect: Dialect) => boolean>> = {
  body: (dialect) => dialect === 'openapi',
  nested: (dialect) => dialect === 'cloudformation' || dialect === 'sam',
};

/**
 * Reads what the templates among the inputs name by a path, and what those name in turn: OpenAPI files of APIs and
 * templates of nested stacks. What is not there, cannot be read or is something else is left out: the topology then
 * says that it is not known. A missing file that has to be on the disk is told of on stderr. `documentOf` gives an input's document.
 */
export async function readRelated(
  inputs: readonly Input[],
  documentOf: (input: Input) => TemplateDocument,
  io: Io,
): Promise<readonly Input[]> {
  const known = new Set(inputs.map(({ uri }) => uri));
  const related: Input[] = [];
  for (const open = [...inputs]; open.length > 0;) {
    const from = open.shift()!;
    const { nested, bodies, local } = namedFiles(documentOf(from));
    for (const { uris, tie } of [
      ...bodies.map((places) => ({ uris: places, tie: 'body' as const })),
      ...nested.map((uri) => ({ uris: [uri], tie: 'nested' as const })),
    ]) {
      if (uris.some((uri) => known.has(uri))) continue;
      const found = await firstFile(uris, tie, from, io);
      if (!found && local.has(uris[0]!)) {
        const name = from.name === '-' ? 'stdin' : from.name;
        io.stderr.write(
          `${name}: its API file ${local.get(uris[0]!)!} is missing or cannot be read, so its methods are not known\n`,
        );
      }
      if (!found || !wanted[tie](documentOf(found).dialect)) continue;
      known.add(found.uri);
      related.push(found);
      open.push(found);
    }
  }
  return related;
}

async function firstFile(uris: readonly string[], tie: Tie, from: Input, io: Io): Promise<Input | undefined> {
  for (const uri of uris) {
    try {
      if ((await io.disk.kind(uri)) === 'file') return await readFileInput(nameFor(uri, from), uri, tie, io);
    } catch {
      // What cannot be read is as if it were not there.
    }
  }
  return undefined;
}

/** A name like that of the file that led here: relative to the working folder where that one is. */
function nameFor(uri: string, { uri: base, name }: Input): string {
  const tail = name === '-' ? '-' : name.replace(/^(?:\.\/)+/, '');
  if (!base.endsWith(`/${tail}`)) return uri;
  const folder = base.slice(0, -tail.length);
  return uri.startsWith(folder) ? uri.slice(folder.length) : uri;
}
