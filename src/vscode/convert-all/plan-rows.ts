import type { ConversionFileView } from '../../service';
import type { Location } from '../../text/index';
import { counted } from '../counted';
import { fileName } from '../file-name';
import type { PlanGroup, WorkspacePlan } from './workspace-plan';

/** What a row of the plan stands for; each has a look of its own. */
export type PlanRowKind =
  'folder' | 'file' | 'refused' | 'kept' | 'same' | 'different' | 'step' | 'notes' | 'note' | 'blocked' | 'problem';

/** A row of the plan: a folder, a file in it, or something to know about that file. */
export interface PlanRow {
  /** Unique within the plan. */
  readonly key: string;
  readonly kind: PlanRowKind;
  readonly label: string;
  readonly description: string;
  /** The whole of what the row says, for where the window is too narrow. */
  readonly tooltip: string;
  /** The groups that a tick at this row takes; none where it cannot be ticked. */
  readonly groups: readonly string[];
  /** Where a click leads. */
  readonly location: Location | undefined;
  /** The file that the row is about; absent for folders. */
  readonly uri: string | undefined;
  readonly children: readonly PlanRow[];
}

/** What the rows need to know about the window. */
export interface PlanSurroundings {
  /** A file's path as people of this workspace know it, with forward slashes. */
  nameOf(uri: string): string;
  /** Why these files must not be changed here; `undefined` when they may. */
  refusal(uris: readonly string[]): string | undefined;
}

/** The plan as a tree: folders, the files in them, and what happens to each or stands in its way. */
export function planRows(plan: WorkspacePlan, surroundings: PlanSurroundings): readonly PlanRow[] {
  const files = new Map<string, PlanRow>();
  for (const group of plan.groups) {
    for (const file of group.files) files.set(file.uri, changedFile(file, group, plan, surroundings));
  }
  for (const { uri } of [...plan.blocked, ...plan.unreadable].map(({ location }) => location)) {
    if (!files.has(uri)) files.set(uri, keptFile(uri, plan));
  }
  return folders([...files.values()], surroundings);
}

/** The groups that may be ticked at all. */
export function tickable(plan: WorkspacePlan, { refusal }: PlanSurroundings): readonly string[] {
  return plan.groups.filter((group) => refusal(urisOf(group)) === undefined).map(({ key }) => key);
}

function changedFile(
  file: ConversionFileView,
  group: PlanGroup,
  plan: WorkspacePlan,
  { nameOf, refusal }: PlanSurroundings,
): PlanRow {
  const { uri } = file;
  const refused = refusal(urisOf(group));
  const partners = group.files.filter((other) => other !== file).map((other) => other.uri);
  const { differences } = group.conversion;
  // Rows are cut at the width of the side bar, so the words that decide come first.
  const differ = differences.length === 0 ? '' : differing(differences);
  const told = file.notes.length === 0 ? '' : counted(file.notes.length, 'note');
  const partsWith = (partner: (uri: string) => string): readonly string[] => {
    const together = partners.length === 0 ? '' : `with ${partners.map(partner).join(', ')}`;
    return [refused ?? '', differ, together, told].filter((part) => part !== '');
  };
  return {
    key: uri,
    kind: refused === undefined ? 'file' : 'refused',
    label: fileName(uri),
    description: partsWith(fileName).join(' · '),
    tooltip: [nameOf(uri), ...partsWith(nameOf)].join('\n'),
    groups: refused === undefined ? [group.key] : [],
    location: undefined,
    uri,
    children: [...proofRows(uri, group), ...stepRows(file), ...noteRows(file), ...standingRows(uri, plan)],
  };
}

/** A file that stays as it is, with the reasons. */
function keptFile(uri: string, plan: WorkspacePlan): PlanRow {
  const children = standingRows(uri, plan);
  const [first] = children;
  const description = children.length === 1 && first ? first.description : counted(children.length, 'reason');
  return {
    ...plain(uri, uri, 'kept', fileName(uri), description),
    tooltip: `${fileName(uri)} stays as it is`,
    location: first?.location,
    children,
  };
}

function proofRows(uri: string, { conversion }: PlanGroup): readonly PlanRow[] {
  const { proof, same, differences } = conversion;
  if (proof === '') return [];
  const children = differences.map(({ request, before, after, why }, index): PlanRow => ({
    ...plain(`${uri}#difference${index}`, uri, 'different', request, why),
    tooltip: `${why}\nBefore: ${before}\nAfter: ${after}`,
  }));
  const row =
    differences.length > 0
      ? plain(`${uri}#proof`, uri, 'different', differing(differences), proof)
      : plain(`${uri}#proof`, uri, 'same', `same: ${counted(same, 'request')}`, proof);
  return [{ ...row, children }];
}

function differing(differences: readonly unknown[]): string {
  return `differs: ${counted(differences.length, 'request')}`;
}

/** Each step once, with the parts that it changes. */
function stepRows({ uri, steps }: ConversionFileView): readonly PlanRow[] {
  const titles = [...new Set(steps.map(({ title }) => title))];
  return titles.map((title, index) => {
    const all = steps.filter((step) => step.title === title);
    const ids = [...new Set(all.map(({ logicalId, part = logicalId }) => part))];
    const [first] = all;
    return {
      ...plain(`${uri}#step${index}`, uri, 'step', title, ids.join(', ')),
      location: first && { uri, range: first.range },
    };
  });
}

function noteRows({ uri, notes }: ConversionFileView): readonly PlanRow[] {
  if (notes.length === 0) return [];
  const children = notes.map(({ text, range }, index) => ({
    ...plain(`${uri}#note${index}`, uri, 'note', text, ''),
    location: { uri, range },
  }));
  return [{ ...plain(`${uri}#notes`, uri, 'notes', 'Before you deploy', counted(notes.length, 'note')), children }];
}

/** What in this file stays as it is. */
function standingRows(uri: string, { blocked, unreadable }: WorkspacePlan): readonly PlanRow[] {
  const parts = blocked.filter(({ location }) => location.uri === uri);
  const problems = unreadable.filter(({ location }) => location.uri === uri);
  return [
    ...parts.map(({ logicalId, reason, location }, index) => ({
      ...plain(`${uri}#blocked${index}`, uri, 'blocked', logicalId || 'The file', reason),
      location,
    })),
    ...problems.map(({ message, location }, index) => ({
      ...plain(`${uri}#problem${index}`, uri, 'problem', 'Mend the syntax first', message),
      location,
    })),
  ];
}

/** One level of folders, as search results have them; files at the top of the workspace need none. */
function folders(files: readonly PlanRow[], { nameOf }: PlanSurroundings): readonly PlanRow[] {
  const byFolder = new Map<string, PlanRow[]>();
  for (const file of files) {
    const folder = nameOf(file.uri ?? '')
      .split('/')
      .slice(0, -1)
      .join('/');
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), file]);
  }
  const sorted = [...byFolder].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.flatMap(([folder, rows]) => {
    const children = [...rows].sort((a, b) => (a.label < b.label ? -1 : 1));
    if (folder === '') return children;
    const groups = [...new Set(children.flatMap((row) => row.groups))];
    return [{ ...plain(`folder:${folder}`, undefined, 'folder', folder, ''), groups, children }];
  });
}

function plain(key: string, uri: string | undefined, kind: PlanRowKind, label: string, description: string): PlanRow {
  const tooltip = description === '' ? label : `${label}: ${description}`;
  return { key, kind, label, description, tooltip, groups: [], location: undefined, uri, children: [] };
}

function urisOf({ files }: PlanGroup): readonly string[] {
  return files.map(({ uri }) => uri);
}
