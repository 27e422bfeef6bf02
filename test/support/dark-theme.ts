import type { Page } from "playwright-core";

/** What a dark theme for Node-RED 4.1 sets, of what our styles use. The red of errors stays as dark as it was. */
const COLOURS = {
  "primary-background": "#1e1e1e",
  "secondary-background": "#121212",
  "primary-text-color": "#ccc",
  "secondary-text-color": "#999",
  "tertiary-text-color": "#777",
  "text-color-code": "orange",
  "primary-border-color": "#3a3a3a",
  "secondary-border-color": "#4a4a4a",
  "form-background": "#121212",
  "form-text-color": "#ccc",
  "form-placeholder-color": "#777",
  "form-input-background": "#121212",
  "form-input-border-color": "#444",
  "form-tips-background": "#1e1e1e",
  "workspace-button-background": "#121212",
  "workspace-button-background-hover": "#2b2b2b",
  "workspace-button-background-active": "#222",
  "list-item-background-hover": "#2b2b2b",
  "list-item-background-selected": "#222",
} as const;

/** Looks at a light page as it is with such a theme. */
export const inDarkTheme = async <Seen>(page: Page, look: () => Promise<Seen>): Promise<Seen> => {
  const lines = Object.entries(COLOURS).map(([name, colour]) => `--red-ui-${name}: ${colour};`);
  const style = await page.addStyleTag({ content: `:root { ${lines.join(" ")} }` });
  try {
    return await look();
  } finally {
    await style.evaluate((element) => (element as Element).remove());
  }
};
