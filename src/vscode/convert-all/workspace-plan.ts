import type { CancellationToken } from 'vscode';
import type { ConversionFileView, Service } from '../../service';
import type { Location } from '../../text/index';
import { type BlockedPart, type Conversion, conversionOf } from '../conversion';
import { joinedFiles } from '../joined-conversion';

/** What would happen to the templates of a workspace, before anything is written. */
export interface WorkspacePlan {
  /** Holds the texts that the plan was made for. */
  readonly service: Service;
  readonly keepBridge: boolean;
  readonly groups: readonly PlanGroup[];
  readonly blocked: readonly BlockedPart[];
  /** Files whose syntax has to be mended before anybody can tell what is in them. */
  readonly unreadable: readonly { readonly message: string; readonly location: Location }[];
  /** How many templates were looked at. */
  readonly templates: number;
  /** Steps that failed by a bug of ours. */
  readonly failures: readonly string[];
}

/** Files that are converted together or not at all. */
export interface PlanGroup {
  /** The address of its first file. */
  readonly key: string;
  readonly files: readonly ConversionFileView[];
  readonly conversion: Conversion;
}

export interface PlanOptions {
  readonly keepBridge: boolean;
  readonly token: CancellationToken;
  /** `done` of `all` templates are planned. */
  readonly onProgress: (done: number, all: number) => void;
}

/**
 * Plans the conversion of every template that `service` holds, one set of related files after the other, and lets
 * other work through in between.
 * @returns `undefined` when the token was cancelled.
 */
export async function planWorkspace(
  service: Service,
  { keepBridge, token, onProgress }: PlanOptions,
): Promise<WorkspacePlan | undefined> {
  const groups: PlanGroup[] = [];
  const files: ConversionFileView[] = [];
  const failures: string[] = [];
  const left = new Set(service.uris);
  for (const uri of service.uris) {
    if (!left.has(uri)) continue;
    await turn();
    if (token.isCancellationRequested) return undefined;
    const related = service.related(uri).filter((one) => left.has(one));
    for (const one of [uri, ...related]) left.delete(one);
    const view = service.convert(related.includes(uri) ? related : [uri, ...related], { keepBridge });
    files.push(...view.files);
    failures.push(...view.failures);
    groups.push(...joinedFiles(service, view.files).map(groupOf));
    onProgress(service.uris.length - left.size, service.uris.length);
  }
  const { blocked } = conversionOf({ files, failures: [] });
  const explained = new Set(blocked.map(({ location }) => location.uri));
  return {
    service,
    keepBridge,
    groups,
    blocked,
    unreadable: service.uris.filter((uri) => !explained.has(uri)).flatMap((uri) => firstProblem(service, uri)),
    templates: service.uris.length,
    failures,
  };
}

function groupOf(files: readonly ConversionFileView[]): PlanGroup {
  return { key: files[0]?.uri ?? '', files, conversion: conversionOf({ files, failures: [] }) };
}

function firstProblem(service: Service, uri: string): WorkspacePlan['unreadable'] {
  const document = service.document(uri);
  const [problem] = document?.problems ?? [];
  if (!document || !problem) return [];
  return [{ message: problem.message, location: { uri, range: document.locate(problem) } }];
}

/** Lets the extension host do other work: key strokes of other extensions, the button "Cancel". */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
