import { corpusFolder, evaluate, loadCorpus, violations, type CorpusResult } from './corpus';
import { explanationOf } from './explained';

/** `npm run corpus -- [DIR]`: one row a file: findings, converted or blocked and why, proof. Exit code 1 when an expectation does not hold. */
function main(folder: string): number {
  const files = loadCorpus(folder);
  if (!files) {
    console.error(`No corpus in ${folder}: nothing to do.`);
    return 0;
  }
  let broken = 0;
  for (const file of files) {
    const result = evaluate(file, files);
    const wrong = [...violations(result), ...result.failures];
    broken += wrong.length > 0 ? 1 : 0;
    console.log(
      [
        file.file,
        result.check.dialect,
        findings(result),
        conversion(result),
        idealOf(result),
        `${result.milliseconds.toFixed(0)} ms`,
      ].join('\t'),
    );
    for (const line of wrong) console.log(`\tWRONG\t${line}`);
  }
  console.log(`${files.length} files, ${broken} with an expectation that does not hold`);
  return broken === 0 ? 0 : 1;
}

/** Whether what INDEX.tsv calls ideal is reported, or why not. Terraform is not read yet. */
function idealOf({ file }: CorpusResult): string {
  if (file.kind === 'terraform') return 'not read';
  const why = explanationOf(file.file);
  return why === undefined ? 'as ideal' : `explained: ${why}`;
}

function findings({ check }: CorpusResult): string {
  const counts = new Map<string, number>();
  for (const { rule, severity } of check.findings)
    counts.set(`${severity} ${rule}`, (counts.get(`${severity} ${rule}`) ?? 0) + 1);
  const problems = check.problems.length > 0 ? [`${check.problems.length} problems`] : [];
  return (
    [...problems, ...[...counts].map(([name, count]) => (count > 1 ? `${name} ×${count}` : name))].join(', ') || '–'
  );
}

function conversion({ conversion: alone, withSiblings }: CorpusResult): string {
  const parts = [describe(alone)];
  if (withSiblings && describe(withSiblings.conversion) !== parts[0])
    parts.push(`with siblings: ${describe(withSiblings.conversion)}`);
  return parts.join('; ');
}

function describe({ changed, blocked, proof }: CorpusResult['conversion']): string {
  const converted = changed
    ? [`converted, ${proof ? `${proof.same} of ${proof.requests} requests the same` : 'no proof'}`]
    : [];
  return [...converted, ...blocked.map(({ logicalId, reason }) => `blocked ${logicalId}: ${reason}`)].join('; ') || '–';
}

process.exitCode = main(process.argv[2] ?? corpusFolder);
