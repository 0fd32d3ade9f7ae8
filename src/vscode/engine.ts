import type * as vscode from 'vscode';
import type { RuleText } from '../rules/index';
import type { Service } from '../service';
import type { ignoredBy } from '../service/settings/ignore';
import type { readSettings } from '../service/settings/read-settings';
import type { keysTo } from '../template/index';
import type { createLineIndex } from '../text/index';
import type { deployFirst } from './deploy-first';
import type { disableRule } from './disable-rule';
import { type Log, report } from './guard';
import { loadCore } from './load-core';
import type { safeFixes } from './safe-fixes';
import type { tiesOf } from './ties';

/** The core, loaded: the service that holds the open templates, and what is declared beside it. */
export interface Engine {
  readonly service: Service;
  readonly rules: readonly RuleText[];
  /** A service with no documents, for looking at a template as it would be. */
  createService(): Service;
  readonly deployFirst: typeof deployFirst;
  readonly disableRule: typeof disableRule;
  readonly safeFixes: typeof safeFixes;
  readonly tiesOf: typeof tiesOf;
  /** Reads `unbridge.yaml`. */
  readonly readSettings: typeof readSettings;
  readonly ignoredBy: typeof ignoredBy;
  readonly keysTo: typeof keysTo;
  readonly linesOf: typeof createLineIndex;
}

/** Gives the engine. The first call evaluates the core's modules and makes the service; until then neither exists. */
export interface EngineSource {
  (): Promise<Engine>;
  /** The engine if it is there already. */
  readonly loaded: Engine | undefined;
}

/** Makes a source of one engine. Costs nothing until it is called. Failures of rules and steps go to the log, each once. */
export function createEngineSource(extensionUri: vscode.Uri, log: Log): EngineSource {
  const reported = new Set<string>();
  const onFailure = (id: string, error: unknown): void => {
    // The same bug fails at every keystroke.
    if (!reported.has(id)) report(log, id, error);
    reported.add(id);
  };
  let loaded: Engine | undefined;
  let loading: Promise<Engine> | undefined;
  const load = async (): Promise<Engine> => {
    const core = await loadCore(extensionUri);
    const createService = (): Service => core.createService({ onFailure });
    const { ruleTexts: rules, ...rest } = core;
    loaded = { ...rest, service: createService(), rules, createService };
    return loaded;
  };
  return Object.defineProperty(() => (loading ??= load()), 'loaded', { get: () => loaded }) as EngineSource;
}
