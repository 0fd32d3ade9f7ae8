import * as vscode from 'vscode';

/** The log channel "Unbridge" in the Output panel. */
export type Log = vscode.LogOutputChannel;

/** What the user reads where a step failed by a bug of ours. */
export const failedMessage =
  'Unbridge ran into a problem of its own and changed nothing. The log "Unbridge" in the Output panel says more.';

/** Writes a failure of ours to the log, with the name of what failed. */
export function report(log: Log, what: string, error: unknown): void {
  log.error(`${what} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}

/** Runs `work`; a failure goes to the log and `instead` comes back. For work that nobody asked for by hand. */
export function guarded<T>(log: Log, what: string, work: () => T, instead: T): T {
  try {
    return work();
  } catch (error) {
    report(log, what, error);
    return instead;
  }
}

/** Registers a command whose failures go to the log; the user reads one sentence with a way to the log. */
export function registerCommand<A extends unknown[], R>(
  log: Log,
  id: string,
  run: (...args: A) => R | Promise<R>,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (...args: A): Promise<R | undefined> => {
    try {
      return await run(...args);
    } catch (error) {
      report(log, id, error);
      void offerLog(log);
      return undefined;
    }
  });
}

async function offerLog(log: Log): Promise<void> {
  const showLog = 'Show Log';
  const chosen = await vscode.window.showErrorMessage(
    'Unbridge ran into a problem of its own. Nothing was changed.',
    showLog,
  );
  if (chosen === showLog) log.show();
}
