import type { Locator, Page } from "playwright-core";

/** What it takes to build something. A double click is two clicks. */
export interface Effort {
  clicks: number;
  drags: number;
  keys: number;
}

export interface Point {
  x: number;
  y: number;
}

/** Mouse and keyboard as a person uses them: nothing is filled in or chosen in any other way. All of it is counted. */
export const createHands = (page: Page) => {
  let effort: Effort = { clicks: 0, drags: 0, keys: 0 };
  const press = async (key: string): Promise<void> => {
    effort.keys += 1;
    await page.keyboard.press(key);
  };
  const type = async (text: string): Promise<void> => {
    effort.keys += text.length;
    await page.keyboard.type(text);
  };
  const click = async (target: Locator): Promise<void> => {
    effort.clicks += 1;
    await target.click();
  };
  return {
    press,
    type,
    click,
    doubleClick: async (target: Locator): Promise<void> => {
      effort.clicks += 2;
      await target.dblclick();
    },
    /** Types into a field. What it contains is selected first, so that it is replaced. */
    write: async (field: Locator, text: string): Promise<void> => {
      await click(field);
      if ((await field.inputValue()) !== "") await press("Control+A");
      await type(text);
    },
    /** A list that the browser draws: one click opens it, and one takes the entry. */
    choose: async (list: Locator, value: string): Promise<void> => {
      effort.clicks += 2;
      await list.selectOption(value);
    },
    drag: async (from: Locator, to: Locator | Point): Promise<void> => {
      effort.drags += 1;
      await from.hover();
      await page.mouse.down();
      const end = "x" in to ? to : await middleOf(to);
      await page.mouse.move(end.x, end.y, { steps: 3 });
      await page.mouse.up();
    },
    /** What was done since it was asked for last. */
    takeEffort: (): Effort => {
      const taken = effort;
      effort = { clicks: 0, drags: 0, keys: 0 };
      return taken;
    },
  };
};

const middleOf = async (target: Locator): Promise<Point> => {
  const box = await target.boundingBox();
  if (box === null) throw new Error("there is nothing to drag it to");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};
