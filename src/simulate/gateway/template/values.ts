/**
 * Values of mapping templates. They behave as on the Java side of API Gateway: null prints nothing, maps print in Java
 * form, arrays that came from JSON print as JSON, lists made in the template print in Java form.
 */

/** null, boolean, number, string, `Double`, array, plain object, or one of the engine's own objects. */
export type Value = unknown;

/** A number that Java would hold as a double although it has no fraction, e.g. the literal `2.0`. */
export class Double {
  constructor(readonly value: number) {}
}

/** Lists made by the template itself, as opposed to those from JSON. */
const templateLists = new WeakSet<readonly unknown[]>();

export function templateList(items: Value[]): Value[] {
  templateLists.add(items);
  return items;
}

/** An object with methods that templates may call: `$input`, `$util`. */
export abstract class Host {
  /** Undefined when there is no such property. */
  property(_name: string): Value {
    return undefined;
  }
  /** Undefined when there is no such method. */
  call(_name: string, _args: readonly Value[]): Value {
    return undefined;
  }
}

export function isMap(value: Value): value is Record<string, Value> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Double) &&
    !(value instanceof Host)
  );
}

/** Own property of a map; undefined when it has none. Nothing inherited is ever visible. */
export function getKey(map: Readonly<Record<string, Value>>, key: string): Value {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

export function setKey(map: Record<string, Value>, key: string, value: Value): void {
  Object.defineProperty(map, key, { value, writable: true, enumerable: true, configurable: true });
}

/** Text of a value as a reference prints it. */
export function print(value: Value): string {
  if (value === null || value === undefined) return '';
  return javaText(value);
}

function javaText(value: Value): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return value;
  if (value instanceof Double) return doubleText(value.value);
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) {
    return templateLists.has(value) ? `[${value.map(javaText).join(', ')}]` : toJson(value);
  }
  if (isMap(value)) {
    return `{${Object.entries(value)
      .map(([key, item]) => `${key}=${javaText(item)}`)
      .join(', ')}}`;
  }
  return '';
}

/** Compact JSON. */
export function toJson(value: Value): string {
  return (
    JSON.stringify(value, (_, item: unknown) =>
      item instanceof Double ? item.value : item instanceof Host ? undefined : item,
    ) ?? '""'
  );
}

function numberText(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value).toString() : doubleText(value);
}

/** `Double.toString` of Java. */
function doubleText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) {
    const [digits = '', exponent = '0'] = value.toExponential().split('e');
    return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** Only null and false are false; an empty text or list is true, as in Velocity 1.x. */
export function isTrue(value: Value): boolean {
  return value !== null && value !== undefined && value !== false;
}

/**
 * `==`: numbers by value, things of one kind by content, others by their text. Recorded: null equals the empty text.
 */
export function equal(left: Value, right: Value): boolean {
  const one = asNumber(left);
  const other = asNumber(right);
  if (one !== undefined && other !== undefined) return one === other;
  return print(left) === print(right) && isNothing(left) === isNothing(right);
}

function isNothing(value: Value): boolean {
  return value === null || value === undefined || value === '';
}

/** Numeric value of a number; undefined for anything else, texts included. */
export function asNumber(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  return value instanceof Double ? value.value : undefined;
}

function isDouble(value: Value): boolean {
  return value instanceof Double || (typeof value === 'number' && !Number.isInteger(value));
}

/** `+ - * / %`; `+` joins texts, whole numbers divide to whole numbers, what cannot be computed is null. */
export function arithmetic(operator: string, left: Value, right: Value): Value {
  const one = asNumber(left);
  const other = asNumber(right);
  if (one === undefined || other === undefined) {
    if (operator === '+' && (typeof left === 'string' || typeof right === 'string'))
      return javaText(left) + javaText(right);
    return null;
  }
  const asDouble = isDouble(left) || isDouble(right);
  const result = compute(operator, one, other, asDouble);
  if (result === undefined) return null;
  return asDouble && Number.isInteger(result) ? new Double(result) : result;
}

function compute(operator: string, left: number, right: number, asDouble: boolean): number | undefined {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? undefined : asDouble ? left / right : Math.trunc(left / right);
    case '%':
      return right === 0 ? undefined : left % right;
    default:
      return undefined;
  }
}
