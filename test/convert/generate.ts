import { apiOf } from './generate-api';
import { albsOf, bridgesOf } from './generate-balancers';
import { outputsOf, usesOf } from './generate-uses';
import { ref } from './parts';
import { render, type Plain, type PlainMap } from './render';
import type { Shape } from './shape';

/** Writes the template of a shape. */
export function generate(shape: Shape): string {
  return render(templateOf(shape), shape.look);
}

function templateOf(shape: Shape): PlainMap {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    ...(shape.body === 'sam' ? { Transform: 'AWS::Serverless-2016-10-31' } : {}),
    Parameters: parametersOf(shape),
    ...mappingsOf(shape),
    Conditions: {
      Private: { 'Fn::Equals': [ref('Environment'), 'prod'] },
      WithAlb: { 'Fn::Or': [{ Condition: 'Private' }, { 'Fn::Equals': [ref('Environment'), 'test'] }] },
    },
    Resources: {
      ...apiOf(shape),
      ...bridgesOf(shape),
      ...albsOf(shape),
      ...usesOf(shape),
    },
    ...outputsOf(shape),
  };
}

function parametersOf(shape: Shape): PlainMap {
  const parameters: Record<string, Plain> = {
    Environment: { Type: 'String' },
    Vpc: { Type: 'AWS::EC2::VPC::Id' },
    Subnets: { Type: 'List<AWS::EC2::Subnet::Id>' },
    Certificate: { Type: 'String' },
    Domain: { Type: 'String' },
    Shared: { Type: 'AWS::EC2::SecurityGroup::Id' },
  };
  if (shape.portSpelling.startsWith('parameter')) {
    for (const [index, { nlb, alb }] of shape.ports.entries()) {
      const withDefault = shape.portSpelling === 'parameter-with-default';
      parameters[`NlbPort${index}`] = { Type: 'Number', ...(withDefault ? { Default: nlb } : {}) };
      parameters[`AlbPort${index}`] = { Type: 'Number', ...(withDefault ? { Default: alb } : {}) };
    }
  }
  return parameters;
}

function mappingsOf(shape: Shape): PlainMap {
  if (shape.portSpelling !== 'mapping') return {};
  const legs = shape.ports.map(({ nlb, alb }, index) => [`leg${index}`, { Nlb: nlb, Alb: alb }] as const);
  return { Mappings: { Ports: Object.fromEntries(legs) } };
}
