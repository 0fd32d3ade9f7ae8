import * as fs from 'node:fs';
import * as path from 'node:path';
import { type Frame, type FrameLocator, type Locator, type Page } from 'playwright-core';

/** How long any one thing may take to appear, in milliseconds; a loaded machine is slow to open an editor. */
const patience = 30_000;

/** What a workbench is opened on, beside its page. */
export interface WorkbenchOptions {
  /** The copy of the workspace that the editor has open, as an absolute path. */
  readonly folder: string;
  /** Where screenshots go, as an absolute path. */
  readonly screenshots: string;
  /** Goes before the names of the screenshots, so that those of one scenario stand together. */
  readonly prefix: string;
}

/** What is read of a line that the editor has drawn; tests are compiled without the types of a browser. */
interface DrawnLine {
  readonly style: { readonly top: string };
  readonly textContent: string;
}

/** How bad a squiggle is drawn. */
export type Squiggle = 'error' | 'warning' | 'info' | 'hint';

/**
 * A VS Code workbench as a person uses it: by its keys, menus and rows.
 * Every method waits for what it promises and throws with the selector it missed.
 */
export class Workbench {
  #shots = 0;

  constructor(
    /** For what no method here offers. */
    readonly page: Page,
    private readonly options: WorkbenchOptions,
  ) {}

  /** The open folder on disk. */
  get folder(): string {
    return this.options.folder;
  }

  /** Waits until the workbench stands and its extensions can be asked for things. */
  async ready(): Promise<void> {
    await this.see('.explorer-folders-view .monaco-list-row', 60_000);
  }

  /** Opens a file of the workspace in an editor that stays (not a preview), and puts the cursor in it. */
  async openFile(name: string): Promise<void> {
    await this.quickOpen(name);
    await this.quickRow(path.posix.basename(name)).click();
    await this.see(`.tab.active[data-resource-name="${path.posix.basename(name)}"]`);
    await this.see('.editor-group-container.active .monaco-editor .view-line');
  }

  /** Runs a command of the palette by its full title, such as `Unbridge: Simulate Request…`. */
  async runCommand(title: string): Promise<void> {
    await this.quickOpen(`>${title}`);
    await this.quickRow(title).click();
  }

  /** Puts the cursor at a line and column of the active editor, both counted from one. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.quickOpen(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden', timeout: patience });
  }

  /** The text of the active editor that is in view; VS Code draws no more than that. */
  async visibleText(): Promise<string> {
    const lines = this.page.locator('.editor-group-container.active .monaco-editor .view-line');
    const placed = await lines.evaluateAll((elements: DrawnLine[]) =>
      elements.map((element) => ({ top: parseFloat(element.style.top), text: element.textContent })),
    );
    const ordered = placed.sort((one, other) => one.top - other.top);
    return ordered.map(({ text }) => text.replace(/\u00a0/g, ' ')).join('\n');
  }

  /** Types at the cursor, as keys and not as a paste. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Saves the active editor. */
  async save(): Promise<void> {
    await this.page.keyboard.press('Control+S');
    await this.page.locator('.tab.active.dirty').waitFor({ state: 'detached', timeout: patience });
  }

  /** Waits until the active editor underlines something. */
  async waitForSquiggle(kind: Squiggle): Promise<void> {
    await this.see(`.monaco-editor .squiggly-${kind}`);
  }

  /** Shows the Problems panel and gives the text of its rows, file rows included. */
  async problems(): Promise<string[]> {
    await this.showProblems();
    return this.page.locator('.markers-panel .monaco-list-row').allInnerTexts();
  }

  /** Waits until the Problems panel lists a problem whose text contains `text`. */
  async waitForProblem(text: string): Promise<void> {
    await this.showProblems();
    await this.problem(text).waitFor({ timeout: patience });
  }

  /** Waits until the Problems panel lists no problem whose text contains `text`. */
  async waitForNoProblem(text: string): Promise<void> {
    await this.showProblems();
    await this.problem(text).waitFor({ state: 'detached', timeout: patience });
  }

  /** Puts the cursor at the start of the first place in the active editor that holds `text`, in view or not. */
  async goToText(text: string): Promise<void> {
    await this.goTo(1);
    await this.page.keyboard.press('Control+F');
    const find = this.page.locator('.editor-group-container.active .find-widget.visible .find-part textarea');
    await find.first().fill(text);
    await this.see('.find-widget.visible .matchesCount:has-text(" of ")');
    await this.page.keyboard.press('Enter');
    await this.page.keyboard.press('Escape');
    await this.page.locator('.find-widget.visible').waitFor({ state: 'detached', timeout: patience });
    await this.page.keyboard.press('ArrowLeft');
  }

  /** Puts the cursor at a text of the active editor and opens the light bulb's menu there; gives the titles in it. */
  async openLightBulb(text: string): Promise<string[]> {
    const items = this.page.locator('.action-widget:visible .monaco-list-row.action:visible');
    for (let attempt = 1; ; attempt++) {
      await this.goToText(text);
      // Until the bulb shows, another part may still hold the focus and would swallow the key.
      await this.see('.monaco-editor [class*="lightbulb"], .monaco-editor .lightBulbWidget');
      await this.page.keyboard.press('Control+.');
      try {
        await items.first().waitFor({ timeout: 4000 });
        return await items.allInnerTexts();
      } catch (error) {
        if (attempt === 4) throw error;
      }
    }
  }

  /** Opens the light bulb's menu at a text and takes the entry whose title contains `title`. */
  async applyFix(text: string, title: string): Promise<void> {
    await this.openLightBulb(text);
    await this.takeAction(title);
  }

  /** Takes an entry of the open light bulb menu. */
  async takeAction(title: string): Promise<void> {
    await this.page.locator('.action-widget:visible .monaco-list-row', { hasText: title }).first().click();
    await this.page.locator('.action-widget:visible').waitFor({ state: 'hidden', timeout: patience });
  }

  /** The rows of the open quick pick. */
  async quickPickItems(): Promise<string[]> {
    await this.see('.quick-input-list .monaco-list-row');
    return this.page.locator('.quick-input-list .monaco-list-row').allInnerTexts();
  }

  /** Types into the open quick pick or input box (replacing what stands there) and accepts. */
  async answer(text: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input.input');
    await input.waitFor({ timeout: patience });
    await input.fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Takes the row of the open quick pick that contains `text`. */
  async pick(text: string): Promise<void> {
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first().click();
  }

  /** Opens a container of the activity bar by its title, if it is not open yet. */
  async openView(title: string): Promise<void> {
    const item = this.page.locator('.activitybar .action-item', {
      has: this.page.locator(`.action-label[aria-label^="${title}"]`),
    });
    await item.first().waitFor({ timeout: patience });
    if (!(await item.first().getAttribute('class'))?.split(' ').includes('checked')) await item.first().click();
    await this.page.locator('.sidebar .composite.title', { hasText: title }).first().waitFor({ timeout: patience });
  }

  /** The texts of the tree rows in the side bar, top to bottom. */
  async treeRows(): Promise<string[]> {
    const rows = this.page.locator('.sidebar .pane-body .monaco-list-row');
    return (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
  }

  /** Waits for a tree row of the side bar that contains `text`. */
  async waitForTreeRow(text: string): Promise<Locator> {
    const row = this.page.locator('.sidebar .pane-body .monaco-list-row', { hasText: text }).first();
    await row.waitFor({ timeout: patience });
    return row;
  }

  /** Clicks the tree row of the side bar that contains `text`. */
  async clickTreeRow(text: string): Promise<void> {
    await (await this.waitForTreeRow(text)).click();
  }

  /** The document inside the webview in view. */
  webview(): FrameLocator {
    return this.page.locator('iframe.webview.ready').first().contentFrame().frameLocator('#active-frame');
  }

  /** Every frame of the page, for what several webviews at once need. */
  frames(): Frame[] {
    return this.page.frames();
  }

  /** Waits for a notification that contains `text`. */
  async waitForNotification(text: string): Promise<void> {
    await this.page
      .locator('.notifications-toasts .notification-list-item', { hasText: text })
      .first()
      .waitFor({ timeout: patience });
  }

  /** A file of the workspace as it is on disk. */
  readFile(name: string): string {
    return fs.readFileSync(path.join(this.options.folder, name), 'utf8');
  }

  /** Waits until a file on disk satisfies `wanted`, and gives its text. */
  async waitForFile(name: string, wanted: (text: string) => boolean): Promise<string> {
    for (let waited = 0; waited < patience; waited += 100) {
      const text = this.readFile(name);
      if (wanted(text)) return text;
      await this.page.waitForTimeout(100);
    }
    throw new Error(`${name} did not become what was waited for; it is:\n${this.readFile(name)}`);
  }

  /** Turns to the default dark or light theme and waits until it is drawn. */
  async theme(kind: 'dark' | 'light'): Promise<void> {
    const drawn = kind === 'dark' ? '.monaco-workbench.vs-dark' : '.monaco-workbench.vs';
    if (await this.page.locator(drawn).isVisible()) return;
    await this.runCommand('Preferences: Toggle between Light/Dark Themes');
    await this.see(drawn);
  }

  /** Keeps a picture of the whole window as `<scenario>-<nn>-<name>.png`. */
  async screenshot(name: string): Promise<void> {
    const number = String(++this.#shots).padStart(2, '0');
    fs.mkdirSync(this.options.screenshots, { recursive: true });
    const file = path.join(this.options.screenshots, `${this.options.prefix}-${number}-${name}.png`);
    await this.page.screenshot({ path: file });
  }

  /** Waits until something that matches a CSS selector is visible. */
  async see(selector: string, milliseconds = patience): Promise<void> {
    await this.page.locator(selector).first().waitFor({ timeout: milliseconds });
  }

  /** Opens the quick input by its key and replaces its text: `>` starts a command, `:` a line number. */
  private async quickOpen(text: string): Promise<void> {
    await this.page.keyboard.press('Control+P');
    const input = this.page.locator('.quick-input-widget input.input');
    await input.waitFor({ timeout: patience });
    await input.fill(text);
  }

  /** The row of the quick input with exactly this label. A click is sure of its row; Enter takes what a late filter leaves. */
  private quickRow(label: string): Locator {
    const exactly = new RegExp(`^${label.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`);
    const named = this.page.locator('.label-name', { hasText: exactly });
    return this.page.locator('.quick-input-list .monaco-list-row', { has: named }).first();
  }

  private problem(text: string): Locator {
    return this.page.locator('.markers-panel .monaco-list-row', { hasText: text }).first();
  }

  /** The key toggles, so it is pressed only while the panel is hidden. */
  private async showProblems(): Promise<void> {
    const panel = this.page.locator('.markers-panel');
    if (!(await panel.isVisible())) await this.page.keyboard.press('Control+Shift+M');
    await panel.waitFor({ timeout: patience });
  }
}
