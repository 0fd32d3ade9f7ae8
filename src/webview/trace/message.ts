import { element } from '../element';
import type { MessageView } from '../protocol';

/** A request or a response with its header fields; those that `other` has not, or has otherwise, are marked. */
export function messageBlock(title: string, message: MessageView, other?: MessageView): HTMLElement {
  const known = new Set(other?.headers.map(fieldKey));
  const rows = message.headers.map((field) => {
    const changed = other !== undefined && !known.has(fieldKey(field));
    const [name, value] = field;
    return element(
      'tr',
      { class: changed ? 'changed' : undefined },
      element('th', { scope: 'row' }, name),
      element('td', {}, value, changed && element('span', { class: 'only-read' }, ' (changed here)')),
    );
  });
  return element(
    'section',
    { class: 'message' },
    element('h4', {}, title),
    element('code', { class: 'line' }, message.line),
    rows.length > 0 && element('table', {}, element('tbody', {}, ...rows)),
    message.body !== '' && element('pre', { tabindex: '0', 'aria-label': `${title}: body` }, readable(message.body)),
  );
}

/** JSON on several lines; any other text as it is. */
function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}

function fieldKey([name, value]: readonly [string, string]): string {
  return `${name.toLowerCase()}:${value}`;
}
