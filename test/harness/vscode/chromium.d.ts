import { type Browser } from 'playwright-core';

/** The types of chromium.js, which is plain JavaScript because it is needed before anything is built. */
export function ensureChromium(log: (line: string) => void): Promise<string>;
export function launchChromium(executablePath: string): Promise<Browser>;
