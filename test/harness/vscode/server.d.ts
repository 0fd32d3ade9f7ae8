/** The types of server.js, which is plain JavaScript because `npm start` needs it before anything is built. */

/** A VS Code server that can be started. */
export interface BrowserEditor {
  /** The Node that runs it. */
  readonly node: string;
  /** Its entry file. */
  readonly serverMain: string;
  /** The version of VS Code. */
  readonly version: string;
}

/** A throw-away profile. */
export interface Profile {
  readonly folder: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** Replaces the user's settings, beside those that keep a run quiet. */
  writeSettings(changes: Readonly<Record<string, unknown>>): void;
  remove(): void;
}

/** A server that listens on loopback. */
export interface Server {
  readonly port: number;
  /** The address that opens a folder (an absolute path) in the workbench. */
  url(folder: string, query?: Readonly<Record<string, string>>): string;
  stop(): Promise<void>;
}

export function createProfile(settings?: Readonly<Record<string, unknown>>): Profile;
export function installExtension(editor: BrowserEditor, profile: Profile, vsix: string): void;
export function startServer(editor: BrowserEditor, profile: Profile, extraArgs?: readonly string[]): Promise<Server>;
