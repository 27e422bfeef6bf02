import type { Page } from "playwright-core";

/** The editor gives a dialog its width and the focus this long after it was opened. */
const SHOWN_MS = 150;

/**
 * Until a dialog that is in the page is ready to be used. A timer of the page ends after those that were set before it, also on
 * a slow machine.
 */
export const trayIsShown = (page: Page): Promise<void> =>
  page.evaluate((ms) => new Promise<void>((shown) => setTimeout(shown, ms)), SHOWN_MS + 50);

/** When a dialog has closed, the editor draws the canvas with the next frame: labels are those of before until then. */
export const canvasIsDrawn = (page: Page): Promise<void> =>
  page.evaluate(
    () => new Promise<void>((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn()))),
  );
