import { button, element, icon } from '../element';
import type { AlternativeView, HopView } from '../protocol';
import { hopIcons, levelIcons } from './icons';
import { messageBlock } from './message';

/** What a card may ask for. */
export interface HopHandlers {
  /** Show the line that decided at this hop, or of a possibility that lost. */
  reveal(alternative?: number): void;
}

const levelNames = { ok: 'passed', blocked: 'blocked', error: 'error' } as const;

/** One hop: what it is, what it decided and why; messages and lost possibilities fold out. */
export function hopCard(hop: HopView, handlers: HopHandlers): HTMLElement {
  return element(
    'li',
    { class: `hop ${hop.level}` },
    element(
      'article',
      { 'aria-label': `${hop.name} ${hop.logicalId}` },
      header(hop, handlers),
      element('p', { class: 'decision' }, hop.decision),
      element('p', { class: 'why' }, hop.why),
      hop.returned && element('p', { class: 'why' }, `On the way back: ${hop.returned.decision}. ${hop.returned.why}`),
      alternatives(hop.alternatives, handlers),
      messages(hop),
    ),
  );
}

function header(hop: HopView, handlers: HopHandlers): HTMLElement {
  const name = hop.logicalId === '' ? hop.name : hop.logicalId;
  const level = element(
    'span',
    { class: 'level', role: 'img', 'aria-label': levelNames[hop.level], title: levelNames[hop.level] },
    icon(levelIcons[hop.level]),
  );
  const title =
    hop.place === ''
      ? element('span', { class: 'id' }, name)
      : button({ class: 'id', title: `Go to ${hop.place}` }, () => handlers.reveal(), name);
  return element(
    'header',
    {},
    element('span', { class: 'kind' }, icon(hopIcons[hop.kind])),
    element(
      'h3',
      {},
      title,
      element('span', { class: 'name' }, hop.place === '' ? hop.name : `${hop.name} · ${hop.place}`),
    ),
    level,
  );
}

function alternatives(list: readonly AlternativeView[], handlers: HopHandlers): HTMLElement | undefined {
  if (list.length === 0) return undefined;
  const items = list.map(({ what, why, place }, index) =>
    element(
      'li',
      {},
      place === '' ? what : button({ class: 'link', title: `Go to ${place}` }, () => handlers.reveal(index), what),
      ': ',
      why,
    ),
  );
  const title = list.length === 1 ? '1 other possibility lost' : `${list.length} other possibilities lost`;
  return element('details', {}, element('summary', {}, title), element('ul', { class: 'alternatives' }, ...items));
}

function messages({ received, sent, answered }: HopView): HTMLElement {
  return element(
    'details',
    {},
    element('summary', {}, 'Messages'),
    messageBlock('Received', received, sent),
    sent && messageBlock('Sent on', sent, received),
    answered && messageBlock('Answered', answered),
  );
}
