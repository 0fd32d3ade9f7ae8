import { callMethod } from './methods';
import {
  isBlock,
  parseTemplate,
  TemplateError,
  type Access,
  type Block,
  type BlockHead,
  type Expression,
  type Node,
  type Reference,
} from './parse';
import {
  arithmetic,
  asNumber,
  Double,
  equal,
  getKey,
  Host,
  isMap,
  isTrue,
  print,
  setKey,
  templateList,
  type Value,
} from './values';

/** `#foreach` may run so often. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const maxIterations = 1000;

/** Macros may call themselves, but not without end. */
const maxDepth = 50;

interface Run {
  readonly variables: Record<string, Value>;
  readonly macros: Map<string, { readonly parameters: readonly string[]; readonly body: readonly Node[] }>;
  readonly definitions: Map<string, readonly Node[]>;
  /** Called before a value is set below a variable, e.g. with `['context', 'responseOverride', 'status']`. */
  readonly onSet: ((path: readonly string[]) => void) | undefined;
  depth: number;
  stopped: 'no' | 'loop' | 'all';
}

/**
 * Renders a template. Variables are read from and written to `variables`. Throws `TemplateError` for what API Gateway
 * fails with: a template that does not parse, too many iterations.
 */
export function evaluate(
  template: string,
  variables: Record<string, Value>,
  onSet?: (path: readonly string[]) => void,
): string {
  const run: Run = { variables, macros: new Map(), definitions: new Map(), onSet, depth: 0, stopped: 'no' };
  return renderAll(run, parseTemplate(template));
}

function renderAll(run: Run, nodes: readonly Node[]): string {
  let output = '';
  for (const node of nodes) {
    if (run.stopped !== 'no') break;
    output += typeof node === 'string' ? node : renderNode(run, node);
  }
  return output;
}

function renderNode(run: Run, node: Exclude<Node, string>): string {
  if (isBlock(node)) return renderBlock(run, node);
  switch (node.type) {
    case 'raw':
      return node.value;
    case 'comment':
      return '';
    case 'break':
      run.stopped = 'loop';
      return '';
    case 'set':
      assign(run, node.equal[0], valueOf(run, node.equal[1]));
      return '';
    case 'references':
      return print(lookUp(run, node));
    case 'macro_call':
      return callMacro(run, node.id, node.args || []);
  }
}

function renderBlock(run: Run, block: Block): string {
  const head = block[0] as BlockHead;
  const body = block.slice(1) as readonly Node[];
  switch (head.type) {
    case 'if':
      return renderIf(run, block);
    case 'foreach':
      return renderLoop(run, head.to, valueOf(run, head.from), body);
    case 'macro':
      run.macros.set(head.id, { parameters: (head.args || []).map(({ id }) => id), body });
      return '';
    case 'define':
      run.definitions.set(head.id, body);
      return '';
    default:
      return renderAll(run, body);
  }
}

/** A flat list: condition, body, condition, body, …, as the parser gives it. */
function renderIf(run: Run, block: Block): string {
  let output = '';
  let isTaken = false;
  for (const entry of block) {
    const head = branchOf(entry);
    if (head) {
      if (isTaken) break;
      isTaken = head.type === 'else' || isTrue(valueOf(run, head.condition));
    } else if (isTaken && run.stopped === 'no') {
      output += typeof entry === 'string' ? entry : renderNode(run, entry as Exclude<Node, string>);
    }
  }
  return output;
}

type Branch = Extract<BlockHead, { type: 'if' | 'elseif' | 'else' }>;

function branchOf(entry: BlockHead | Node): Branch | undefined {
  if (typeof entry === 'string' || Array.isArray(entry)) return undefined;
  const { type } = entry as { readonly type: string };
  return type === 'if' || type === 'elseif' || type === 'else' ? (entry as Branch) : undefined;
}

function renderLoop(run: Run, name: string, collection: Value, body: readonly Node[]): string {
  const items: readonly Value[] = Array.isArray(collection)
    ? collection
    : isMap(collection)
      ? Object.values(collection)
      : [];
  if (items.length > maxIterations)
    throw new TemplateError(`#foreach runs over ${items.length} items, more than ${maxIterations}.`);
  const { variables } = run;
  const outer = {
    item: getKey(variables, name),
    foreach: getKey(variables, 'foreach'),
    count: getKey(variables, 'velocityCount'),
  };
  let output = '';
  for (const [index, item] of items.entries()) {
    setKey(variables, name, item);
    setKey(variables, 'velocityCount', index + 1);
    setKey(variables, 'foreach', {
      index,
      count: index + 1,
      hasNext: index + 1 < items.length,
      first: index === 0,
      last: index + 1 === items.length,
      parent: outer.foreach,
    });
    output += renderAll(run, body);
    if (run.stopped === 'all') return output;
    if (run.stopped === 'loop') break;
  }
  run.stopped = 'no';
  setKey(variables, name, outer.item);
  setKey(variables, 'foreach', outer.foreach);
  setKey(variables, 'velocityCount', outer.count);
  return output;
}

function callMacro(run: Run, name: string, args: readonly Expression[]): string {
  if (name === 'stop') {
    run.stopped = 'all';
    return '';
  }
  if (name === 'evaluate') return nested(run, () => renderAll(run, parseTemplate(print(valueOf(run, args[0])))));
  const macro = run.macros.get(name);
  if (!macro) return '';
  const values = args.map((argument) => valueOf(run, argument));
  const outer = macro.parameters.map((parameter) => getKey(run.variables, parameter));
  macro.parameters.forEach((parameter, index) => setKey(run.variables, parameter, values[index]));
  const output = nested(run, () => renderAll(run, macro.body));
  macro.parameters.forEach((parameter, index) => setKey(run.variables, parameter, outer[index]));
  return output;
}

function nested<T>(run: Run, work: () => T): T {
  if (++run.depth > maxDepth) throw new TemplateError('The template calls itself too deeply.');
  const result = work();
  run.depth--;
  return result;
}

function valueOf(run: Run, expression: Expression | undefined): Value {
  if (expression === undefined) return null;
  switch (expression.type) {
    case 'references':
      return lookUp(run, expression);
    case 'string':
      if (!expression.isEval || !/[$#]/.test(expression.value)) return expression.value;
      return nested(run, () => renderAll(run, parseTemplate(expression.value)));
    case 'integer':
      return Number(expression.value);
    case 'decimal':
      return new Double(Number(expression.value));
    case 'bool':
      return expression.value === 'null' ? null : expression.value === 'true';
    case 'runt':
      return expression.value;
    case 'map':
      return Object.fromEntries(Object.entries(expression.value ?? {}).map(([key, item]) => [key, valueOf(run, item)]));
    case 'array':
      return listOf(run, expression);
    case 'math':
      return calculate(run, expression.operator, expression.expression);
  }
}

function listOf(run: Run, { isRange, value }: Extract<Expression, { type: 'array' }>): Value[] {
  const items = value.map((item) => (typeof item === 'object' ? valueOf(run, item) : isRange ? Number(item) : item));
  if (!isRange) return templateList(items);
  const [from, to] = items.map(wholeNumber);
  if (from === undefined || to === undefined) return templateList([]);
  const length = Math.abs(to - from) + 1;
  if (length > maxIterations) throw new TemplateError(`A range has ${length} numbers, more than ${maxIterations}.`);
  return templateList(Array.from({ length }, (_, index) => (from <= to ? from + index : from - index)));
}

/** Bounds of a range may be texts that hold a number. */
function wholeNumber(value: Value): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : asNumber(value);
  return number !== undefined && Number.isFinite(number) ? Math.trunc(number) : undefined;
}

function calculate(run: Run, operator: string, [left, right]: readonly Expression[]): Value {
  switch (operator) {
    case 'parenthesis':
      return valueOf(run, left);
    case 'not':
      return !isTrue(valueOf(run, left));
    case 'minus':
      return arithmetic('-', 0, valueOf(run, left));
    case '&&':
      return isTrue(valueOf(run, left)) && isTrue(valueOf(run, right));
    case '||':
      return isTrue(valueOf(run, left)) || isTrue(valueOf(run, right));
    case '==':
      return equal(valueOf(run, left), valueOf(run, right));
    case '!=':
      return !equal(valueOf(run, left), valueOf(run, right));
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compare(operator, asNumber(valueOf(run, left)), asNumber(valueOf(run, right)));
    default:
      return arithmetic(operator, valueOf(run, left), valueOf(run, right));
  }
}

/** Only numbers can be ordered; anything else compares as false. */
function compare(operator: '<' | '<=' | '>' | '>=', left: number | undefined, right: number | undefined): boolean {
  if (left === undefined || right === undefined) return false;
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}

function lookUp(run: Run, { id, path }: Reference): Value {
  const definition = path ? undefined : run.definitions.get(id);
  if (definition) return nested(run, () => renderAll(run, definition));
  let value = getKey(run.variables, id);
  for (const access of path ?? []) {
    if (value === null || value === undefined) return undefined;
    value = step(run, value, access);
  }
  return value;
}

function step(run: Run, value: Value, access: Access): Value {
  if (access.type === 'method') {
    const args = (access.args || []).map((argument) => valueOf(run, argument));
    if (!(value instanceof Host)) return callMethod(value, access.id, args) ?? getterCall(value, access.id, args);
    return value.call(access.id, args);
  }
  const key = access.type === 'property' ? access.id : valueOf(run, access.id);
  if (value instanceof Host) return value.property(print(key));
  if (Array.isArray(value)) return listItem(value, key);
  return isMap(value) ? getKey(value, print(key)) : undefined;
}

function listItem(list: readonly Value[], key: Value): Value {
  const index = asNumber(key) ?? (/^-?\d+$/.test(print(key)) ? Number(print(key)) : undefined);
  return index === undefined ? undefined : list.at(index);
}

/** `$map.getName()` reads `name`, as for a Java bean. */
function getterCall(value: Value, method: string, args: readonly Value[]): Value {
  const name = /^get([A-Z]\w*)$/.exec(method)?.[1];
  if (name === undefined || args.length > 0 || !isMap(value)) return undefined;
  return getKey(value, name.charAt(0).toLowerCase() + name.slice(1)) ?? getKey(value, name);
}

/** `#set`: a variable, or a key or index of what it leads to. What leads nowhere is left alone. */
function assign(run: Run, { id, path }: Reference, value: Value): void {
  const last = path?.at(-1);
  if (!path || !last) {
    setKey(run.variables, id, value);
    return;
  }
  const keys = path.map((access) => (access.type === 'index' ? print(valueOf(run, access.id)) : access.id));
  run.onSet?.([id, ...keys]);
  const owner = lookUp(run, { type: 'references', id, path: path.slice(0, -1) });
  const key = keys.at(-1) as string;
  if (Array.isArray(owner)) {
    const index = Number(key);
    if (Number.isInteger(index) && index >= 0 && index < owner.length) (owner as Value[])[index] = value;
  } else if (isMap(owner)) setKey(owner, key, value);
}
