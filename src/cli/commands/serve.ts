import {
  isServeError,
  loadTemplate,
  PortTaken,
  requestLines,
  startServer,
  watchFiles,
  type LiveServer,
  type OpenSecondEngine,
} from '../../server/index';
import { defineCommand } from '../command';
import { withoutIgnored } from '../ignored';
import { readInputs, type Input } from '../inputs';
import { chosenParameters, parameterOptions } from '../parameters';
import { shortName } from '../project';
import { readRelated } from '../related';
import { parse, type TemplateDocument } from '../../template/index';
import { UserError, type Io } from '../io';
import { servingSummary } from '../report/serving';
import { readLocalStackUrl, readNumber, readTarget } from '../serving/options';
import { stopSignal } from '../serving/stop-signal';
import { count, styleFor } from '../style';

// The bundle that has the server also measures with it, for `unbridge compare --measure`.
export { measureLive } from '../live-measure';

const defaultPort = '4010';

export default defineCommand({
  name: 'serve',
  operands: 'FILE…',
  summary: 'answer real requests on the loopback, hop by hop, until Ctrl+C',
  options: {
    port: {
      type: 'string',
      value: 'N',
      help: `the port of the gateway; ${defaultPort} is the default, 0 takes a free one`,
    },
    stage: { type: 'string', value: 'NAME', help: 'serve this stage only' },
    target: {
      type: 'string',
      short: 't',
      multiple: true,
      value: 'GROUP=URL',
      help: 'your own process for a target group, e.g. Users=http://127.0.0.1:3000; several for one group share its requests',
    },
    ...parameterOptions,
    'health-scale': {
      type: 'string',
      value: 'F',
      help: 'health check intervals and timeouts times this; 0.1 checks ten times as often',
    },
    engine: {
      type: 'string',
      choices: ['embedded', 'localstack'],
      help: 'what answers; localstack sends each request to LocalStack, too, and shows where the answers differ',
    },
    'localstack-url': {
      type: 'string',
      value: 'URL',
      help: 'with --engine localstack, one that runs already, e.g. http://127.0.0.1:4566; without, one is started in Docker',
    },
    quiet: { type: 'boolean', short: 'q', help: 'say nothing about the requests' },
    'max-sockets': { type: 'string', value: 'N', help: 'connections that clients may hold open; 512 is the default' },
    'as-documented': {
      type: 'boolean',
      help: 'follow the documentation where recorded behaviour differs (stage in the path, 504)',
    },
    'let-pass': { type: 'boolean', help: 'skip authorizers, API keys and security groups' },
  },
  examples: [
    'unbridge serve template.yaml',
    'unbridge serve template.yaml --target UsersTargetGroup=http://127.0.0.1:3000 --health-scale 0.1',
    'unbridge serve template.yaml --engine localstack --localstack-url http://127.0.0.1:4566',
  ],

  async run(operands, values, io) {
    const parameters = await chosenParameters('serve', values, io);
    const targets = values.target.map(readTarget);
    const port = readNumber('--port', values.port ?? defaultPort, 0, 65_535);
    const healthScale = readNumber('--health-scale', values['health-scale'] ?? '1', 0.0001, 1000);
    const maxSockets = readNumber('--max-sockets', values['max-sockets'] ?? '512', 1, 1_000_000);
    const url = readLocalStackUrl(values);
    const inputs = await readServed(operands, io);
    const groups = targets.map(({ group }) => group);
    let template = friendly(() => loadTemplate(named(inputs, io), parameters, groups));
    const stop = stopSignal();
    const second = values.engine === 'localstack' ? await localStack(url, io, stop.signal) : undefined;
    const server = await start(() =>
      startServer({
        world: template.world,
        port,
        ...(values.stage === undefined ? {} : { stage: values.stage }),
        targets,
        healthScale,
        maxSockets,
        simulation: {
          ...(values['as-documented']
            ? ({ stageInPath: 'as-documented', integrationFailure: 'as-documented' } as const)
            : {}),
          ...(values['let-pass']
            ? ({ authorization: 'let-pass', apiKeys: 'let-pass', securityGroups: 'ignore' } as const)
            : {}),
        },
        placeOf: (at) => template.placeOf(at),
        ...(second ? { second } : {}),
        onFailure: (what, error) => io.stderr.write(`unbridge serve: internal error in ${what}: ${String(error)}\n`),
      }),
    ).catch((error: unknown) => {
      stop.forget();
      if (stop.signal.aborted) return undefined;
      throw error;
    });
    // Stopped before it was ready: what had been started is gone again.
    if (!server) return 0;
    // Only now: where the options do not fit the template, the error stands alone.
    for (const assumption of template.assumptions) io.stderr.write(`assumed: ${assumption}\n`);
    if (!values.quiet) server.traces.subscribe((trace) => io.stderr.write(requestLines(trace)));
    const unwatch = follow(
      inputs,
      io,
      async (current) => {
        const next = friendly(() => loadTemplate(named(current, io), parameters, groups));
        await server.replace(next.world);
        template = next;
      },
      server,
    );
    io.stdout.write(
      `${JSON.stringify({ stages: server.stages(), listeners: server.listeners(), control: server.controlUrl })}\n`,
    );
    if (io.stderr.isTTY && !values.quiet) io.stderr.write(servingSummary(operands, server, styleFor(io, io.stderr)));
    await stop.received;
    unwatch();
    const waiting = server.pending();
    if (waiting > 0)
      io.stderr.write(`Stopping: waiting for ${count(waiting, 'request')} (5 s at most); Ctrl+C again stops at once\n`);
    await server.stop();
    stop.forget();
    return 0;
  },
});

/** The operands, and what they name in turn. */
async function readServed(operands: readonly string[], io: Io): Promise<readonly Input[]> {
  const inputs = await withoutIgnored(await readInputs('serve', operands, io), io);
  if (inputs.length === 0) throw new UserError(`${operands.join(' ')}: unbridge.yaml ignores every file here`);
  const documentOf = ({ uri, text }: Input): TemplateDocument =>
    parse(uri, text, uri.endsWith('.json') ? { language: 'json' } : {});
  return [...inputs, ...(await readRelated(inputs, documentOf, io))];
}

/** The same, each called what messages and the control page call it: by its path from the working folder. */
function named(inputs: readonly Input[], io: Io): readonly Input[] {
  return inputs.map((input) => ({ ...input, name: input.name === '-' ? 'stdin' : shortName(input.uri, io) }));
}

/** Takes over each version of the files that can be served; a broken one is named, and the last good one stays. */
function follow(
  inputs: readonly Input[],
  io: Io,
  take: (inputs: readonly Input[]) => Promise<void>,
  server: LiveServer,
): () => void {
  const files = inputs.filter(({ name }) => name !== '-');
  if (files.length === 0) return () => undefined;
  const reload = async (): Promise<void> => {
    try {
      const named = inputs.filter(({ tie }) => tie === undefined);
      await take(
        await readServed(
          named.map(({ name }) => name),
          io,
        ),
      );
      server.complain(undefined);
      io.stderr.write(
        ['unbridge serve: took over the new template', ...new Set(server.stages().map(({ url }) => url))].join(' ') +
          '\n',
      );
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      server.complain(`${message}\nThe last good version is still served.`);
      io.stderr.write(`unbridge serve: ${message}; the last good version is still served\n`);
    }
  };
  try {
    return watchFiles(
      files.map(({ uri }) => uri),
      () => void reload(),
    );
  } catch {
    io.stderr.write('unbridge serve: this folder cannot be watched; start again after a change\n');
    return () => undefined;
  }
}

async function start(open: () => Promise<LiveServer>): Promise<LiveServer> {
  try {
    return await open();
  } catch (error) {
    if (error instanceof PortTaken) {
      const reason = error.isForbidden ? 'may not be used without more rights' : 'is taken';
      throw new UserError(
        `unbridge serve: port ${error.port} ${reason}; choose another with --port, or --port 0 for any free one`,
      );
    }
    if (isServeError(error)) throw new UserError(`unbridge serve: ${error.message}`);
    throw error;
  }
}

function friendly<T>(load: () => T): T {
  try {
    return load();
  } catch (error) {
    if (isServeError(error)) throw new UserError(error.message);
    throw error;
  }
}

/** LocalStack beside the embedded engine. */
async function localStack(url: URL | undefined, io: Io, signal: AbortSignal): Promise<OpenSecondEngine> {
  const { localStackEngine } = await import('./localstack');
  const progress = (line: string): void => io.stderr.write(`unbridge serve: ${line}\n`);
  return localStackEngine({ ...(url ? { url } : {}), signal, progress });
}
