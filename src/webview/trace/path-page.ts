import { button, type Child, element } from '../element';
import type { RequestPathView, SideName, SideView } from '../protocol';
import { hopCard } from './hop-card';
import { messageBlock } from './message';

/** What the page may ask for. */
export interface PathHandlers {
  send(request: string): void;
  reveal(side: SideName, hop: number, alternative?: number): void;
  /** The user wants to see both ways side by side, or the present one alone. */
  compare(on: boolean): void;
}

/** What the user chose on the page; it outlives a new path. */
export interface PathState {
  readonly compare: boolean;
  /** Why the last request could not be sent. */
  readonly refused?: { readonly request: string; readonly message: string };
}

/** The whole page for one request. */
export function pathPage(path: RequestPathView, state: PathState, handlers: PathHandlers): HTMLElement {
  const { before, after } = path;
  const both = after !== undefined && state.compare;
  return element(
    'main',
    {},
    element('h1', {}, 'Request path', element('span', { class: 'template' }, path.template)),
    requestForm(path, state, handlers),
    after ? verdict(before, after, state, handlers) : refused(before),
    element(
      'div',
      { class: both ? 'sides two' : 'sides' },
      side(both ? 'Before' : undefined, 'before', before, handlers),
      both && side('After conversion', 'after', after, handlers),
    ),
  );
}

function requestForm(path: RequestPathView, { refused }: PathState, { send }: PathHandlers): HTMLElement {
  const input = element('input', {
    id: 'request',
    list: 'suggestions',
    value: refused?.request ?? path.request,
    spellcheck: 'false',
    autocomplete: 'off',
    'aria-label': 'Request: method, path, and options such as -H "Name: value" or --let-pass',
    'aria-invalid': refused ? 'true' : undefined,
    'aria-describedby': refused ? 'refused' : undefined,
  });
  const options = path.suggestions.map((value) => element('option', { value }));
  const form = element(
    'form',
    { class: 'request' },
    input,
    element('datalist', { id: 'suggestions' }, ...options),
    element('button', { type: 'submit', class: 'primary' }, 'Send'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send(input.value);
  });
  return element(
    'div',
    {},
    form,
    refused && element('p', { id: 'refused', class: 'refused', role: 'alert' }, refused.message),
  );
}

/** Says whether the conversion changes where this request ends, and switches the second column. */
function verdict(before: SideView, after: SideView, { compare }: PathState, handlers: PathHandlers): HTMLElement {
  const same = endOf(before) === endOf(after);
  const fewer = before.hops.length - after.hops.length;
  const hops = fewer > 0 ? `, with ${fewer} hop${fewer === 1 ? '' : 's'} fewer` : '';
  const isRefused = before.refusal !== undefined && after.refusal !== undefined;
  const text = isRefused
    ? `This request is refused at the gateway, before and after the conversion, so it tells nothing about the rest of the path. ${before.refusal}`
    : same
      ? `After the conversion this request ends in the same place${hops}.`
      : `After the conversion this request ends elsewhere: ${endOf(after)} instead of ${endOf(before)}.`;
  const toggle = button(
    { class: 'toggle', 'aria-pressed': String(compare) },
    () => handlers.compare(!compare),
    compare ? 'Hide the Conversion' : 'Compare with the Conversion',
  );
  return element('div', { class: same && !isRefused ? 'verdict' : 'verdict differs' }, element('p', {}, text), toggle);
}

/** Says what to do where the present path, the only one, ends for want of credentials. */
function refused({ refusal }: SideView): Child {
  if (refusal === undefined) return undefined;
  return element(
    'div',
    { class: 'verdict differs' },
    element('p', {}, `This request is refused at the gateway. ${refusal}`),
  );
}

/** Where a request ends: the last hop and the status it brings back. */
function endOf({ hops, response }: SideView): string {
  return `${hops.at(-1)?.logicalId ?? 'nowhere'} (${response.status})`;
}

function side(title: string | undefined, name: SideName, view: SideView, { reveal }: PathHandlers): HTMLElement {
  const cards = view.hops.map((hop, index) =>
    hopCard(hop, { reveal: (alternative) => reveal(name, index, alternative) }),
  );
  return element(
    'section',
    { class: 'side', 'aria-label': title ?? 'Hops' },
    title !== undefined && element('h2', {}, title),
    assumptionsOf(view),
    element('ol', { class: 'hops' }, ...cards),
    response(view),
  );
}

function assumptionsOf({ assumptions }: SideView): Child {
  if (assumptions.length === 0) return undefined;
  const items = assumptions.map((text) => element('li', {}, text));
  const title = `Taken on trust: ${assumptions.length} value${assumptions.length === 1 ? '' : 's'}`;
  return element('details', { class: 'assumptions' }, element('summary', {}, title), element('ul', {}, ...items));
}

function response({ response: answer }: SideView): HTMLElement {
  const good = answer.status < 400;
  return element(
    'article',
    { class: good ? 'response' : 'response error', 'aria-label': 'Response' },
    messageBlock('Response to the client', answer),
  );
}
