/** What an element may hold. */
export type Child = Node | string | undefined | false;

/** Makes an HTML element. Texts are only ever text: nothing that a template says can become markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | undefined>>,
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(name, value);
  append(made, children);
  return made;
}

/** Makes a button that runs `run`. */
export function button(
  attributes: Readonly<Record<string, string>>,
  run: () => void,
  ...children: readonly Child[]
): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, ...children);
  made.addEventListener('click', run);
  return made;
}

/** Makes a picture of 16 by 16 from path data, drawn in the color of the text and hidden from screen readers. */
export function icon(path: string): SVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const picture = document.createElementNS(space, 'svg');
  picture.setAttribute('viewBox', '0 0 16 16');
  picture.setAttribute('aria-hidden', 'true');
  picture.classList.add('icon');
  const line = document.createElementNS(space, 'path');
  line.setAttribute('d', path);
  picture.append(line);
  return picture;
}

function append(parent: HTMLElement, children: readonly Child[]): void {
  parent.append(...children.filter((child): child is Node | string => child !== undefined && child !== false));
}
