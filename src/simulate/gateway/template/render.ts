import { type HeaderList } from '../../message';
import type { Exchange } from '../exchange';
import { evaluate } from './evaluate';
import { Input, type InputParameters } from './input';
import { TemplateError } from './parse';
import { Util } from './util';

/**
 * Renders a mapping template of an exchange over a body. What it sets in `$context.requestOverride` and
 * `$context.responseOverride` is written to the exchange's context. Throws `TemplateError`.
 */
export function renderTemplate(exchange: Exchange, template: string, body: Uint8Array): string {
  const overridden = new Set<string>();
  const variables = {
    input: new Input(body, inputParameters(exchange)),
    util: new Util(),
    context: exchange.context,
    stageVariables: { ...exchange.stageVariables },
  };
  return evaluate(template, variables, (path) => {
    if (path[0] !== 'context') return;
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
    const key = path.join('.');
    if (overridden.has(key)) throw new TemplateError(`$${key} is set twice; an override may be applied once.`);
    overridden.add(key);
  });
}

function inputParameters(exchange: Exchange): InputParameters {
  return {
    path: { ...exchange.match?.pathParameters },
    querystring: Object.fromEntries(exchange.query.map(({ name, value }) => [name, value])),
    header: lastValues(exchange.headers),
  };
}

function lastValues(headers: HeaderList): Record<string, string> {
  return Object.fromEntries(headers);
}
