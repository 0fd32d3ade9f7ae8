import { toText } from '../../message';
import { jsonPathValue } from '../json-path';
import { Host, print, toJson, type Value } from './values';

/** Request parameters as `$input.params()` shows them: the last value of each name. */
export interface InputParameters {
  readonly path: Readonly<Record<string, string>>;
  readonly querystring: Readonly<Record<string, string>>;
  readonly header: Readonly<Record<string, string>>;
}

/** `$input`. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#input-variable-reference */
export class Input extends Host {
  readonly #text: string;
  readonly #parameters: InputParameters;
  #parsed: { readonly value: unknown } | undefined;

  constructor(body: Uint8Array, parameters: InputParameters) {
    super();
    // Recorded: an absent body reads as an empty object.
    this.#text = body.length === 0 ? '{}' : toText(body);
    this.#parameters = parameters;
  }

  override property(name: string): Value {
    return name === 'body' ? this.#text : undefined;
  }

  override call(name: string, args: readonly Value[]): Value {
    const argument = args.length === 0 ? undefined : print(args[0]);
    switch (name) {
      case 'path':
        return jsonPathValue(this.#json(), argument ?? '$') ?? null;
      case 'json':
        return this.#jsonText(argument ?? '$');
      case 'params':
        return argument === undefined ? this.#parameters : this.#parameter(argument);
      case 'getBody':
        return this.#text;
      default:
        return undefined;
    }
  }

  /** What the path finds, as JSON text; nothing found, or a body that is no JSON, gives `""`. */
  #jsonText(path: string): string {
    const found = jsonPathValue(this.#json(), path);
    return found === undefined ? '""' : toJson(found);
  }

  #json(): unknown {
    this.#parsed ??= { value: parseJson(this.#text) };
    return this.#parsed.value;
  }

  /** Looks among path parameters, then query, then headers. */
  #parameter(name: string): string {
    const { path, querystring, header } = this.#parameters;
    for (const place of [path, querystring, header]) if (Object.hasOwn(place, name)) return place[name] as string;
    const sameName = Object.keys(header).find((known) => known.toLowerCase() === name.toLowerCase());
    return sameName === undefined ? '' : (header[sameName] as string);
  }
}

/** The value of a JSON text; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
