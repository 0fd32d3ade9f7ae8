import type { FromPanel, RequestPathView, ToPanel } from '../protocol';
import { pathPage, type PathHandlers, type PathState } from './path-page';

/** What VS Code gives the script of a panel. https://code.visualstudio.com/api/extension-guides/webview */
declare function acquireVsCodeApi(): {
  postMessage(message: FromPanel): void;
  getState(): { readonly compare?: boolean } | undefined;
  setState(state: { readonly compare: boolean }): void;
};

const editor = acquireVsCodeApi();
let path: RequestPathView | undefined;
let state: PathState = { compare: editor.getState()?.compare ?? true };

const handlers: PathHandlers = {
  send: (request) => editor.postMessage({ type: 'send', request }),
  reveal: (side, hop, alternative) =>
    editor.postMessage({ type: 'reveal', side, hop, ...(alternative !== undefined && { alternative }) }),
  compare(on) {
    state = { ...state, compare: on };
    editor.setState({ compare: on });
    draw('.toggle');
  },
};

window.addEventListener('message', ({ data }: MessageEvent<ToPanel>) => {
  switch (data.type) {
    case 'path':
      path = data.path;
      state = { compare: state.compare };
      return draw('#request');
    case 'refused':
      state = { compare: state.compare, refused: data };
      return draw('#request');
    default:
      data satisfies never;
  }
});

/** Draws anew; what had the focus keeps it. */
function draw(keepFocusOn: string): void {
  if (!path) return;
  const focused = document.activeElement?.matches(keepFocusOn) === true;
  document.body.replaceChildren(pathPage(path, state, handlers));
  if (focused) document.querySelector<HTMLElement>(keepFocusOn)?.focus();
}

editor.postMessage({ type: 'ready' });
