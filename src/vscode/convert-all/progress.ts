import * as vscode from 'vscode';

/** How long work may take before it is worth a notification, in milliseconds. */
const patience = 1000;

/** Runs work that can be cancelled; shows a notification with its progress only when it takes longer than a second. */
export async function withCancellableProgress<T>(
  title: string,
  work: (token: vscode.CancellationToken, onProgress: (done: number, all: number) => void) => Promise<T>,
): Promise<T> {
  const source = new vscode.CancellationTokenSource();
  let told = 0;
  let show: (done: number, all: number) => void = () => undefined;
  const result = work(source.token, (done, all) => show(done, all));
  const timer = setTimeout(() => {
    void vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      (progress, token) => {
        token.onCancellationRequested(() => source.cancel());
        show = (done, all) => {
          progress.report({ message: `${done} of ${all} files`, increment: ((done - told) / all) * 100 });
          told = done;
        };
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
