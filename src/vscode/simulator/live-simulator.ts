import * as vscode from 'vscode';
import type { LiveServer } from '../../server/index';
import type { Service } from '../../service';
import type { SourceSpan, World } from '../../simulate/index';
import type { Checks } from '../checks';
import { fileName } from '../file-name';
import { simulatorTargets } from '../config';
import { type Log, report } from '../guard';
import { settings } from '../ids';

/** A template served on the loopback of the machine that the extension runs on. */
export interface LiveSimulator {
  readonly uri: string;
  readonly server: LiveServer;
  stop(): Promise<void>;
}

/** Why a template cannot be served, in one sentence for the user. */
export class NotServed extends Error {
  constructor(
    message: string,
    /** Another port would do. */
    readonly isPortTaken = false,
  ) {
    super(message);
  }
}

/** How long requests may go on once the simulator stops, in milliseconds. */
const grace = 1000;

/**
 * Serves a template and follows its changes, saved or not: while it is broken, the last good version stays.
 * Reads the bundle with the server, which only a host with Node can.
 * @throws NotServed
 */
export async function serveTemplate(
  uri: string,
  port: number,
  service: Service,
  checks: Checks,
  log: Log,
): Promise<LiveSimulator> {
  const problem = problemIn(service, uri);
  if (problem !== undefined) throw new NotServed(`The template cannot be served: ${problem}`);
  const targets = simulatorTargets().map(([group, address]) => ({ group, url: urlOf(group, address) }));
  const { world, assumptions } = service.world(uri);
  if (isEmpty(world)) throw new NotServed('There is no REST API and no load balancer to serve in this template.');
  const { startServer, PortTaken, isServeError, requestLines } = await import('./simulator-server');
  const server = await startServer({
    world,
    port,
    targets,
    graceMs: grace,
    placeOf: (at) => placeOf(service, at),
    onFailure: (what, error) => report(log, `The live simulator, ${what},`, error),
  }).catch((error: unknown) => {
    if (error instanceof PortTaken)
      throw new NotServed(`Port ${error.port} ${error.isForbidden ? 'may not be used' : 'is taken'}.`, true);
    throw isServeError(error) ? new NotServed(error.message.replace('--target', settings.simulatorTargets)) : error;
  });
  for (const assumption of assumptions) log.info(`Live simulator, assumed: ${assumption}`);
  for (const { url } of server.stages()) log.info(`Live simulator: ${fileName(uri)} is served at ${url}`);
  const unsubscribe = server.traces.subscribe((trace) => log.info(requestLines(trace).trimEnd()));

  let served = world;
  const follow = checks.onDidCheck(() => {
    // Closed documents are gone from the service; what they said last is still served.
    if (!service.document(uri)) return;
    const broken = problemIn(service, uri);
    const next = broken === undefined ? service.world(uri).world : served;
    if (broken === undefined && isEmpty(next)) return server.complain('There is nothing left to serve.');
    server.complain(broken === undefined ? undefined : `${broken}\nThe last good version is still served.`);
    if (next === served) return;
    served = next;
    server.replace(next).catch((error: unknown) => report(log, 'Taking over the changed template', error));
  });
  return {
    uri,
    server,
    stop() {
      unsubscribe();
      follow.dispose();
      return server.stop();
    },
  };
}

function urlOf(group: string, address: unknown): URL {
  const url = typeof address === 'string' && URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new NotServed(
    `${settings.simulatorTargets}: ${JSON.stringify(address)} is no address for "${group}"; write one like "http://127.0.0.1:3000".`,
  );
}

function isEmpty({ gateways, albs, nlbs }: World): boolean {
  return Object.keys({ ...gateways, ...albs, ...nlbs }).length === 0;
}

/** The first place where a template, or one that belongs to it, cannot be read. */
function problemIn(service: Service, uri: string): string | undefined {
  for (const one of service.related(uri)) {
    const document = service.document(one);
    const problem = document?.problems[0];
    if (document && problem)
      return `${nameOf(one)}:${document.lines.positionAt(document.locate(problem).start).line + 1}: ${problem.message}`;
  }
  return undefined;
}

/** The place of a part of the template: `infra/template.yaml:12`; nothing for a part that a later version has no more. */
function placeOf(service: Service, at: SourceSpan): string | undefined {
  const document = service.document(at.section.uri);
  if (!document?.sections.some((section) => section === at.section)) return undefined;
  return `${nameOf(document.uri)}:${document.lines.positionAt(document.locate(at).start).line + 1}`;
}

function nameOf(uri: string): string {
  return vscode.workspace.asRelativePath(vscode.Uri.parse(uri));
}
