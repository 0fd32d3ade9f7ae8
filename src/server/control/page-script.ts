/** Script of the control page. It writes text only, never markup, as requests may hold anything. */
export const pageScript = String.raw`'use strict';
const maxRows = 100;
/** Set while a request of this page is under way: its hops are shown when they arrive. */
let awaited = '';
const byId = (id) => document.getElementById(id);

function element(name, text, className) {
  const node = document.createElement(name);
  if (text !== undefined) node.textContent = text;
  if (className) node.className = className;
  return node;
}

function row(...cells) {
  const line = element('tr');
  for (const cell of cells) {
    const box = element('td');
    box.append(cell instanceof Node ? cell : String(cell));
    line.append(box);
  }
  return line;
}

function address(text) {
  if (!/^https?:/.test(text) || /[{}]/.test(text)) return element('code', text);
  const link = element('a', text, 'mono');
  link.href = text;
  link.rel = 'noreferrer';
  return link;
}

/** The path of a route with its stage; braces of path parameters stay as they are. */
function pathOf(route) {
  return route.url.replace(/^https?:\/\/[^/]+/, '');
}

function tryButton(route) {
  const button = element('button', 'Try', 'send');
  button.type = 'button';
  button.setAttribute('aria-label', 'Try ' + route.method + ' ' + pathOf(route));
  button.addEventListener('click', () => fill(route, true));
  return button;
}

/** Puts a route into the form. A path parameter is selected, as the person has to say what it is. */
function fill(route, focus) {
  byId('try-method').value = route.method === 'ANY' ? 'GET' : route.method;
  const path = byId('try-path');
  path.value = pathOf(route);
  if (!focus) return;
  path.focus();
  const parameter = /\{[^}]*\}/.exec(path.value);
  if (parameter) path.setSelectionRange(parameter.index, parameter.index + parameter[0].length);
}

async function send(event) {
  event.preventDefault();
  const answer = byId('try-answer');
  const method = byId('try-method').value;
  const body = byId('try-body').value;
  answer.hidden = false;
  answer.textContent = '…';
  awaited = method;
  try {
    const path = byId('try-path').value.replace(/^(?!\/)/, '/');
    const response = await fetch(path, { method, redirect: 'manual', ...(body && method !== 'GET' && method !== 'HEAD' ? { body } : {}) });
    const text = await response.text();
    const status = response.type === 'opaqueredirect' ? 'a redirect, see the request below' : response.status;
    answer.textContent = status + (text ? '\n' + text.slice(0, 4000) + (text.length > 4000 ? '…' : '') : '');
  } catch (error) {
    answer.textContent = 'No answer: ' + error.message;
  }
}

function statusClass(status) {
  return status === null || status >= 500 ? 'bad' : status >= 400 ? 'warn' : 'good';
}

function showState(state) {
  byId('routes').replaceChildren(...state.routes.map((route) => row(element('code', route.method), element('code', pathOf(route)), element('code', route.to), element('span', route.place ?? '', 'quiet'), tryButton(route))));
  if (!byId('try-path').value && state.routes.length > 0) fill(state.routes[0], false);
  byId('listeners').replaceChildren(...state.listeners.map((one) => row(one.balancer, one.port, one.protocol, address(one.url))));
  showHealth(state.health);
  byId('complaint').hidden = state.complaint === null;
  byId('complaint').textContent = state.complaint ?? '';
}

function showHealth(states) {
  byId('no-health').hidden = states.length > 0;
  byId('health-table').hidden = states.length === 0;
  byId('health').replaceChildren(...states.map((one) =>
    row(one.targetGroup, one.target, element('span', one.health, one.health === 'healthy' ? 'good' : one.health === 'initial' ? 'quiet' : 'bad'), one.reason)));
}

function addTrace(trace) {
  byId('no-requests').hidden = true;
  const list = byId('requests');
  const entry = element('li');
  const button = element('button');
  button.type = 'button';
  button.append(
    element('span', new Date(trace.at).toLocaleTimeString(), 'quiet'),
    element('span', trace.status === null ? '–' : String(trace.status), statusClass(trace.status)),
    element('span', trace.method + ' ' + trace.path + ' → ' + trace.end + (trace.differences > 0 ? ' (engines differ)' : ''), 'mono'),
    element('span', trace.took + ' ms', 'quiet'),
  );
  button.addEventListener('click', () => void showTrace(trace.id, button));
  entry.append(button);
  list.prepend(entry);
  if (trace.method === awaited) {
    awaited = '';
    void showTrace(trace.id, button);
  }
  while (list.children.length > maxRows) list.lastElementChild.remove();
}

async function showTrace(id, button) {
  const response = await fetch('/_unbridge/api/traces/' + id);
  const trace = await response.json();
  for (const other of document.querySelectorAll('#requests button')) other.removeAttribute('aria-current');
  button.setAttribute('aria-current', 'true');
  byId('hops').replaceChildren(...(response.ok ? [...(trace.note ? [element('p', trace.note, 'quiet')] : []), ...(trace.second ? secondView(trace) : []), ...trace.hops.map(hopView)] : [element('p', trace.message)]));
}

function secondView({ response, second }) {
  const box = element('article', undefined, second.differences.length > 0 ? 'blocked' : 'ok');
  box.append(element('h3', 'embedded and ' + second.engine));
  if (second.problem) box.append(element('p', second.problem));
  if (second.differences.length === 0) box.append(element('p', 'Both engines give the same answer.'));
  else {
    const table = element('table');
    const head = element('tr');
    for (const title of ['', 'embedded', second.engine]) head.append(element('th', title));
    table.append(head, ...second.differences.map((one) => row(one.what, element('code', one.embedded), element('code', one.second))));
    box.append(table);
  }
  const answers = element('details');
  answers.append(element('summary', 'Both answers'));
  for (const answer of [response, second.response]) if (answer) answers.append(element('pre', messageText(answer)));
  const way = element('details');
  way.append(element('summary', 'Hops behind ' + second.engine), ...second.hops.map(hopView));
  box.append(answers, way);
  return [box];
}

function hopView(hop) {
  const box = element('article', undefined, hop.level);
  box.append(element('h3', hop.kind + ' ' + hop.logicalId), element('p', hop.decision), element('p', hop.why, 'quiet'));
  if (hop.returned) box.append(element('p', hop.returned.decision + ': ' + hop.returned.why));
  if (hop.place) box.append(element('p', hop.place, 'quiet mono'));
  if (hop.alternatives.length > 0) {
    const others = element('details');
    others.append(element('summary', 'What else was possible'));
    for (const { what, why } of hop.alternatives) others.append(element('p', what + ' ' + why));
    box.append(others);
  }
  const messages = element('details');
  messages.append(element('summary', 'Request and answer'), element('pre', messageText(hop.request)));
  if (hop.response) messages.append(element('pre', messageText(hop.response)));
  box.append(messages);
  return box;
}

function messageText(message) {
  return [message.line, ...message.headers, ...(message.body ? ['', message.body] : [])].join('\n');
}

async function load() {
  const [state, traces] = await Promise.all(['state', 'traces'].map(async (name) => (await fetch('/_unbridge/api/' + name)).json()));
  showState(state);
  byId('requests').replaceChildren();
  traces.forEach(addTrace);
}

byId('origin').textContent = location.origin;
byId('try').addEventListener('submit', (event) => void send(event));

const events = new EventSource('/_unbridge/api/events');
events.addEventListener('open', () => {
  byId('connection').textContent = 'live';
  void load();
});
events.addEventListener('error', () => {
  byId('connection').textContent = 'not connected; the server may have stopped';
});
events.addEventListener('trace', (event) => addTrace(JSON.parse(event.data)));
events.addEventListener('health', (event) => showHealth(JSON.parse(event.data)));
events.addEventListener('state', (event) => showState(JSON.parse(event.data)));
`;
