import * as vscode from 'vscode';

/** How long work may take before it is worth a notification, in milliseconds. */
const patience = 1000;

/** Tells how far work is: `done` of `all` of what `what` names (`files read`). */
export type OnProgress = (what: string, done: number, all: number) => void;

/** Runs work that can be cancelled; shows a notification with its progress only when it takes longer than a second. */
export async function withCancellableProgress<T>(
  title: string,
  work: (token: vscode.CancellationToken, onProgress: OnProgress) => Promise<T>,
): Promise<T> {
  const source = new vscode.CancellationTokenSource();
  let show: OnProgress = () => undefined;
  const result = work(source.token, (...args) => show(...args));
  const timer = setTimeout(() => {
    void vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      (progress, token) => {
        token.onCancellationRequested(() => source.cancel());
        show = (what, done, all) => progress.report({ message: `${done} of ${all} ${what}` });
        // The caller tells of a failure; here it only ends the notification.
        return result.then(
          () => undefined,
          () => undefined,
        );
      },
    );
  }, patience);
  try {
    return await result;
  } finally {
    clearTimeout(timer);
    source.dispose();
  }
}
