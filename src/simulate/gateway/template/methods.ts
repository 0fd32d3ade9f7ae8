import { asNumber, Double, equal, getKey, isMap, print, setKey, templateList, type Value } from './values';

/**
 * Methods of the Java types that template values stand for. Undefined when the type has no such method.
 * https://docs.oracle.com/en/java/javase/11/docs/api/java.base/java/lang/String.html and `List`, `Map`, `Integer`
 */
export function callMethod(target: Value, name: string, args: readonly Value[]): Value {
  const shared = sharedMethod(target, name, args);
  if (shared !== undefined) return shared;
  if (typeof target === 'string') return stringMethod(target, name, args);
  if (Array.isArray(target)) return listMethod(target as Value[], name, args);
  if (asNumber(target) !== undefined) return numberMethod(asNumber(target) as number, name, args);
  if (isMap(target)) return mapMethod(target, name, args);
  return undefined;
}

function sharedMethod(target: Value, name: string, args: readonly Value[]): Value {
  if (name === 'toString') return print(target);
  if (name === 'equals') return equal(target, args[0]);
  return undefined;
}

function stringMethod(text: string, name: string, args: readonly Value[]): Value {
  const first = print(args[0]);
  const second = print(args[1]);
  const from = asNumber(args[1]);
  switch (name) {
    case 'length':
      return text.length;
    case 'isEmpty':
      return text === '';
    case 'contains':
      return text.includes(first);
    case 'startsWith':
      return text.startsWith(first);
    case 'endsWith':
      return text.endsWith(first);
    case 'equalsIgnoreCase':
      return text.toLowerCase() === first.toLowerCase();
    case 'compareTo':
      return text < first ? -1 : text > first ? 1 : 0;
    case 'indexOf':
      return text.indexOf(first, from);
    case 'lastIndexOf':
      return text.lastIndexOf(first);
    case 'charAt':
      return text.charAt(asNumber(args[0]) ?? 0);
    case 'concat':
      return text + first;
    case 'substring':
      return text.slice(asNumber(args[0]) ?? 0, args.length > 1 ? from : undefined);
    case 'toLowerCase':
      return text.toLowerCase();
    case 'toUpperCase':
      return text.toUpperCase();
    case 'trim':
      return text.trim();
    case 'replace':
      return text.split(first).join(second);
    case 'replaceAll':
    case 'replaceFirst':
      return replaceRegex(text, first, second, name === 'replaceAll');
    case 'matches':
      return regex(`^(?:${first})$`)?.test(text) ?? false;
    case 'split':
      return split(text, first, asNumber(args[1]) ?? 0);
    default:
      return undefined;
  }
}

function regex(source: string, flags = ''): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}

function replaceRegex(text: string, source: string, replacement: string, all: boolean): string {
  const expression = regex(source, all ? 'g' : '');
  if (!expression) return text;
  return text.replace(expression, (...found: (string | undefined)[]) =>
    // Java writes groups as $1 and takes \x as x.
    replacement.replace(
      /\\(.)|\$(\d)/g,
      (_, escaped?: string, group?: string) => escaped ?? found[Number(group)] ?? '',
    ),
  );
}

/** Like `String.split`: a regular expression, and without a limit no empty texts at the end. */
function split(text: string, source: string, limit: number): Value[] {
  const expression = regex(source);
  const parts: string[] = expression ? text.split(expression) : [text];
  if (limit > 0 && parts.length > limit) parts.splice(limit - 1, parts.length, parts.slice(limit - 1).join(source));
  if (limit === 0) while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return templateList(parts);
}

function numberMethod(value: number, name: string, args: readonly Value[]): Value {
  switch (name) {
    case 'intValue':
    case 'longValue':
      return Math.trunc(value);
    case 'doubleValue':
    case 'floatValue':
      return new Double(value);
    case 'compareTo':
      return Math.sign(value - (asNumber(args[0]) ?? 0));
    // Static methods that templates reach through any number, e.g. $Integer.parseInt("5") after #set($Integer = 0).
    case 'parseInt':
    case 'parseLong':
    case 'valueOf': {
      const parsed = asNumber(args[0]) ?? Number(print(args[0]));
      return Number.isInteger(parsed) ? parsed : null;
    }
    case 'parseDouble':
    case 'parseFloat': {
      const parsed = Number(print(args[0]));
      return Number.isNaN(parsed) ? null : new Double(parsed);
    }
    default:
      return undefined;
  }
}

function listMethod(list: Value[], name: string, args: readonly Value[]): Value {
  const [first, second] = args;
  const index = asNumber(first) ?? 0;
  switch (name) {
    // For `count`: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#input-variable-reference
    case 'count':
    case 'size':
    case 'length':
      return list.length;
    case 'isEmpty':
      return list.length === 0;
    case 'get':
      return list[index] ?? null;
    case 'contains':
      return list.some((item) => equal(item, first));
    case 'indexOf':
      return list.findIndex((item) => equal(item, first));
    case 'add':
      if (args.length > 1) list.splice(index, 0, second);
      else list.push(first);
      return true;
    case 'addAll':
      if (Array.isArray(first)) list.push(...(first as Value[]));
      return true;
    case 'set': {
      const old = list[index] ?? null;
      list[index] = second;
      return old;
    }
    case 'remove':
      return typeof first === 'number' ? (list.splice(first, 1)[0] ?? null) : removeItem(list, first);
    case 'clear':
      list.length = 0;
      return null;
    case 'subList':
      return templateList(list.slice(index, asNumber(second)));
    case 'iterator':
    case 'toArray':
      return list;
    default:
      return undefined;
  }
}

function removeItem(list: Value[], item: Value): boolean {
  const index = list.findIndex((one) => equal(one, item));
  if (index >= 0) list.splice(index, 1);
  return index >= 0;
}

function mapMethod(map: Record<string, Value>, name: string, args: readonly Value[]): Value {
  const [first, second] = args;
  const key = print(first);
  switch (name) {
    case 'size':
      return Object.keys(map).length;
    case 'isEmpty':
      return Object.keys(map).length === 0;
    case 'get':
      return getKey(map, key) ?? null;
    case 'getOrDefault':
      return getKey(map, key) ?? second;
    case 'containsKey':
      return Object.hasOwn(map, key);
    case 'containsValue':
      return Object.values(map).some((item) => equal(item, first));
    case 'keySet':
      return templateList(Object.keys(map));
    case 'values':
      return templateList(Object.values(map));
    case 'entrySet':
      return templateList(Object.entries(map).map(([entryKey, value]) => ({ key: entryKey, value })));
    case 'getKey':
      return getKey(map, 'key') ?? null;
    case 'getValue':
      return getKey(map, 'value') ?? null;
    case 'put': {
      const old = getKey(map, key) ?? null;
      setKey(map, key, second);
      return old;
    }
    case 'putAll':
      if (isMap(first)) for (const [entryKey, value] of Object.entries(first)) setKey(map, entryKey, value);
      return null;
    case 'remove': {
      const old = getKey(map, key) ?? null;
      Reflect.deleteProperty(map, key);
      return old;
    }
    case 'clear':
      for (const one of Object.keys(map)) Reflect.deleteProperty(map, one);
      return null;
    default:
      return undefined;
  }
}
