import * as path from 'node:path';
import { compareToBaseline, countFingerprints, type Baseline } from '../service/baseline/baseline';
import { fingerprintOf } from '../service/baseline/fingerprint';
import { openBaseline, saveBaseline, type BaselineFile } from './baseline-file';
import type { CheckedInput } from './commands/check';
import { absolute, slashes } from './disk';
import type { Io } from './io';
import type { Project } from './project';
import { count } from './style';
import type { Workspace } from './workspace';

/** Takes out what baselines know, after a new one has been written where the user wants that. */
export async function withoutKnown(
  checked: readonly CheckedInput[],
  values: { readonly baseline: string | undefined; readonly 'write-baseline': string | undefined },
  workspace: Workspace,
  io: Io,
): Promise<readonly CheckedInput[]> {
  const fingerprints = new Map(
    checked.map(({ input, view }) => [
      input.uri,
      view.findings.map((finding) => fingerprintOf(workspace.document(input), finding)),
    ]),
  );
  const baselines = new Map<string, BaselineFile>();
  const target = values['write-baseline'];
  if (target !== undefined) {
    const found: Baseline = new Map([...fingerprints].map(([uri, all]) => [uri, countFingerprints(all)]));
    const saved = await saveBaseline(target, found, io);
    baselines.set(absolute(io.cwd, target), saved);
    const total = [...fingerprints.values()].reduce((sum, all) => sum + all.length, 0);
    io.stderr.write(`${saved.name}: ${count(total, 'finding is', 'findings are')} known from now on\n`);
  }
  const gone = new Map<BaselineFile, number>();
  const result: CheckedInput[] = [];
  for (const file of checked) {
    const name = target ?? values.baseline ?? ofProject(file.project);
    if (name === undefined) {
      result.push(file);
      continue;
    }
    const place = absolute(io.cwd, name);
    const baseline = baselines.get(place) ?? (await openBaseline(name, io));
    baselines.set(place, baseline);
    const compared = compareToBaseline(fingerprints.get(file.input.uri)!, baseline.knownOf(file.input.uri));
    const findings = file.view.findings.filter((_, index) => !compared.isKnown[index]);
    const known = file.view.findings.filter((_, index) => compared.isKnown[index]);
    gone.set(baseline, (gone.get(baseline) ?? 0) + compared.gone);
    result.push({ ...file, view: { ...file.view, findings }, known });
  }
  for (const [{ name }, number] of gone) {
    if (number === 0) continue;
    const what = count(number, 'known finding does', 'known findings do');
    io.stderr.write(`${name}: ${what} not occur any more; write it anew with --write-baseline ${name}\n`);
  }
  return result;
}

function ofProject({ file, settings }: Project): string | undefined {
  if (file === undefined || settings.baseline === undefined) return undefined;
  return slashes(path.resolve(path.dirname(file), settings.baseline));
}
