import { allRules, type RuleText } from '../rules/index';
import { staleDeployment } from './history/stale-deployment';
import { unusedSuppression } from './suppression/unused-suppression';

/** What a text gets that is no valid YAML or JSON: the id under which reports list it. */
export const syntax: RuleText = {
  id: 'syntax',
  severity: 'error',
  summary: 'The file is no valid YAML or JSON',
  why: 'CloudFormation refuses the template, and what stands around the mistake is read as far as it can be',
  reference: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html',
  fixes: [],
  bad: ["\nResources:\n  Topic:\n    Type: [|'AWS::SNS::Topic|](Missing closing 'quote)\n"],
  good: ["\nResources:\n  Topic:\n    Type: 'AWS::SNS::Topic'\n"],
};

/** Every id that a report may carry, in alphabetical order. */
export const ruleTexts: readonly RuleText[] = [...allRules, staleDeployment, syntax, unusedSuppression].sort((a, b) =>
  a.id < b.id ? -1 : 1,
);
