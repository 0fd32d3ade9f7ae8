import express, { type Express } from 'express';
import type { SourceSpan, World } from '../../simulate/index';
import type { TargetState } from '../health';
import type { ServedListener } from '../listeners';
import type { Traces } from '../traces';
import type { ServedStage } from '../server';
import { createEvents } from './events';
import { pageHtml } from './page-html';
import { pageScript } from './page-script';
import { pageStyle } from './page-style';
import { routesOf, summaryOf, traceView } from './views';

/** What the control page shows. */
export interface ControlSource {
  stages(): readonly ServedStage[];
  listeners(): readonly ServedListener[];
  health(): readonly TargetState[];
  world(): World;
  complaint(): string | undefined;
  readonly traces: Traces;
  placeOf(at: SourceSpan): string | undefined;
}

export interface Control {
  readonly app: Express;
  healthChanged(): void;
  worldChanged(): void;
  /** Ends the streams of events, which would otherwise never end. */
  close(): void;
}

/** Nothing from elsewhere, nothing inline. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The control page and its API, all of it read-only, below `/_unbridge`. */
export function controlApp(source: ControlSource): Control {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  const events = createEvents();
  const unsubscribe = source.traces.subscribe((trace) => {
    if (events.count > 0) events.send('trace', summaryOf(trace));
  });
  const state = () => ({
    stages: source.stages(),
    listeners: source.listeners(),
    health: source.health(),
    routes: routesOf(source.world(), source.stages(), source.placeOf),
    complaint: source.complaint() ?? null,
  });

  app.use((request, response, next) => {
    // A page elsewhere can make a name of its own lead to the loopback; such a name is not ours.
    if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(request.headers.host ?? '')) {
      response.status(403).type('text/plain').send('The control page answers at 127.0.0.1 and localhost only.\n');
      return;
    }
    response.set({
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
    });
    next();
  });
  app.get('/_unbridge', (_, response) => {
    response.type('html').send(pageHtml);
  });
  app.get('/_unbridge/page.js', (_, response) => {
    response.type('text/javascript').send(pageScript);
  });
  app.get('/_unbridge/page.css', (_, response) => {
    response.type('text/css').send(pageStyle);
  });
  app.get('/_unbridge/api/state', (_, response) => {
    response.json(state());
  });
  app.get('/_unbridge/api/traces', (_, response) => {
    response.json(source.traces.list().map(summaryOf));
  });
  app.get('/_unbridge/api/traces/:id', (request, response) => {
    const trace = source.traces.find(Number(request.params.id));
    if (trace) response.json(traceView(trace, source.placeOf));
    else response.status(404).json({ message: 'This trace is not kept any more.' });
  });
  app.get('/_unbridge/api/events', (request, response) => {
    events.open(request, response);
  });
  app.use((_, response) => {
    response.status(404).type('text/plain').send('There is no such page.\n');
  });
  return {
    app,
    healthChanged: () => events.send('health', source.health()),
    worldChanged: () => events.send('state', state()),
    close: () => {
      unsubscribe();
      events.close();
    },
  };
}
