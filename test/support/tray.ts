import type { Page } from "playwright-core";

/** The editor gives a dialog its width and the focus this long after it was opened. */
const SHOWN_MS = 150;
/** The editor goes on after the end of a dialog's slide, which it knows by timers. */
const GONE_MS = 300;

/**
 * Until a dialog that is in the page is ready to be used. A timer of the page ends after those that were set before it, also on
 * a slow machine.
 */
export const trayIsShown = (page: Page): Promise<void> =>
  page.evaluate((ms) => new Promise<void>((shown) => setTimeout(shown, ms)), SHOWN_MS + 150);

/** What the editor does after a dialog has left the page: the canvas is drawn and takes clicks again. */
export const trayIsGone = (page: Page): Promise<void> =>
  page.evaluate(
    (ms) => new Promise<void>((gone) => setTimeout(() => requestAnimationFrame(() => gone()), ms)),
    GONE_MS,
  );
