export { defineRule, type Report, type Rule, type RuleContext, type Severity } from './rule';
