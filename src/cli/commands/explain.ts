import { conversionSteps, type Step } from '../../convert/index';
import { allRules, type RuleText } from '../../rules/index';
import { ruleTexts } from '../../service/rule-texts';
import { defineCommand } from '../command';
import { UserError } from '../io';
import { nearest } from '../../text/index';
import { unifiedDiff } from '../report/diff';
import { paintDiff } from '../report/paint-diff';
import { styleFor, type Style } from '../style';

export default defineCommand({
  name: 'explain',
  operands: '[RULE|STEP]',
  summary: 'say what a rule or step is about, with an example',
  options: {},
  examples: ['unbridge explain', 'unbridge explain nlb-bridge'],

  async run(operands, _values, io) {
    const [id, ...rest] = operands;
    if (rest.length > 0)
      throw new UserError(`unbridge explain: one RULE or STEP at a time, not "${operands.join(' ')}"`);
    const style = styleFor(io, io.stdout);
    io.stdout.write(id === undefined ? overview(style) : page(id, style));
    return 0;
  },
});

/** The steps of the conversion, and those that only a rule names. */
function everyStep(): readonly Step[] {
  return [...new Set([...conversionSteps, ...allRules.flatMap(({ fixes }) => fixes)])];
}

function overview(style: Style): string {
  const width = Math.max(...[...ruleTexts, ...everyStep()].map(({ id }) => id.length));
  return [
    style.bold('Rules'),
    ...ruleTexts.map(({ id, severity, summary }) => `  ${id.padEnd(width)}  ${severity.padEnd(7)}  ${summary}`),
    '',
    style.bold('Steps'),
    ...everyStep().map(({ id, safety, title }) => `  ${id.padEnd(width)}  ${safety.padEnd(7)}  ${title}`),
    '',
    'unbridge explain ID says more about one of them.',
    '',
  ].join('\n');
}

function page(id: string, style: Style): string {
  const rule = ruleTexts.find((candidate) => candidate.id === id);
  if (rule) return rulePage(rule, style);
  const step = everyStep().find((candidate) => candidate.id === id);
  if (step) return stepPage(step, style);
  const guess = nearest(
    id,
    [...ruleTexts, ...everyStep()].map((known) => known.id),
  );
  throw new UserError(
    `unbridge explain: no rule or step "${id}"; ${guess ? `did you mean ${guess}?` : 'unbridge explain lists them'}`,
  );
}

function rulePage({ id, severity, summary, why, reference, fixes, bad, good }: RuleText, style: Style): string {
  const [example] = bad;
  const [better] = good;
  return [
    `${style.bold(id)} (rule, ${severity})`,
    '',
    sentence(summary),
    sentence(why),
    '',
    ...(example === undefined ? [] : [style.bold('Reported:'), ...marked(example), '']),
    ...(better === undefined ? [] : [style.bold('Right:'), ...indented(better), '']),
    ...(fixes.length === 0 ? [] : [style.bold('Fixes:'), ...fixes.map((step) => `  ${step.id}: ${step.title}`), '']),
    `Reference: ${reference}`,
    '',
  ].join('\n');
}

function stepPage({ id, title, safety, safetyReason, why, reference, before, after }: Step, style: Style): string {
  return [
    `${style.bold(id)} (step, ${safety})`,
    '',
    sentence(title),
    sentence(why),
    `${safety === 'safe' ? 'Safe' : 'To be reviewed'}: ${sentence(safetyReason)}`,
    '',
    style.bold('Before and after:'),
    ...indented(paintDiff(unifiedDiff('template.yaml', before, after), style)),
    '',
    `Reference: ${reference}`,
    '',
  ].join('\n');
}

/** An example without its marks; each message stands below the line on which its mark ends. */
function marked(example: string): readonly string[] {
  const lines: string[] = [];
  let open = false;
  let waiting: string[] = [];
  for (const written of indented(example)) {
    const plain = written
      .replace(/\[\|/g, () => ((open = true), ''))
      .replace(/\|\]\(([^)]*)\)/g, (_mark, message: string) => {
        open = false;
        waiting.push(`  ^ ${message}`);
        return '';
      });
    lines.push(plain);
    if (open) continue;
    lines.push(...waiting);
    waiting = [];
  }
  return lines;
}

function indented(text: string): readonly string[] {
  return text
    .replace(/^\n|\s+$/g, '')
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`));
}

function sentence(text: string): string {
  return `${text.replace(/\.$/, '')}.`;
}
