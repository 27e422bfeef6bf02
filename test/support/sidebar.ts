import type { Locator, Page } from "playwright-core";
import { eventually } from "./until";

type Clip = Record<"x" | "y" | "width" | "height", number>;

/**
 * How light the right end of an element is drawn, of 255: what the browser draws by itself has no style that could be read.
 * The sidebar replaces its elements with each look, so that a picture of the element itself may find it gone: the place where
 * it is drawn is photographed.
 */
export const lightAtRightEnd = async (element: Locator): Promise<number> => {
  const place = (): Promise<Clip> =>
    element.evaluate((one) => {
      one.scrollIntoView();
      const { x, y, width, height } = one.getBoundingClientRect();
      return { x, y, width, height };
    });
  let clip = await place();
  await eventually(async () => clip.width > 0 || (clip = await place()).width > 0); // it was replaced in between
  const png = (await element.page().screenshot({ clip })).toString("base64");
  return element.page().evaluate(async (data) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context?.drawImage(image, 0, 0);
    const pixel = context?.getImageData(image.width - 12, Math.round(image.height / 2), 1, 1).data;
    return Math.max(...(pixel?.subarray(0, 3) ?? [255]));
  }, png);
};

/** The texts below an element whose contrast with what is behind them is below 4.5, and the bars whose edge has one below 3. */
export const contrastIn = (page: Page, selector: string): Promise<string[]> =>
  page.evaluate((root) => {
    const parts = (colour: string): number[] => {
      const numbers = (colour.match(/[\d.]+/g) ?? []).map(Number);
      return colour.startsWith("color(") ? numbers.map((one, at) => (at < 3 ? one * 255 : one)) : numbers;
    };
    const light = ([r = 0, g = 0, b = 0]: number[]): number => {
      const [x = 0, y = 0, z = 0] = [r, g, b]
        .map((one) => one / 255)
        .map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
      return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const behind = (one: Element | null): number[] => {
      if (one === null) return [255, 255, 255];
      const colour = parts(getComputedStyle(one).backgroundColor);
      return (colour[3] ?? 1) > 0.5 && colour.length > 0 ? colour : behind(one.parentElement);
    };
    const ratio = (one: number[], other: number[]): number => {
      const [a, b] = [light(one), light(other)];
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    };
    const all = [...(document.querySelector(root)?.querySelectorAll("*") ?? [])].filter(
      (one) => one.getClientRects().length > 0,
    );
    const texts = all
      .filter((one) => !(one instanceof SVGElement))
      .filter((one) =>
        [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== ""),
      )
      .filter((one) => ratio(parts(getComputedStyle(one).color), behind(one)) < 4.5)
      .map((one) => `${one.className}: ${one.textContent?.slice(0, 30)}`);
    const drawn = all
      .filter((one) => one.matches(".genesys-cloud-bar, .genesys-cloud-bar-word"))
      .filter((one) => {
        const { stroke, fill } = getComputedStyle(one);
        const isText = one.matches("text");
        return (
          ratio(parts(isText ? fill : stroke), behind(one.closest(".genesys-cloud-lane"))) <
          (isText ? 4.5 : 3)
        );
      })
      .map((one) => String(one.getAttribute("class")));
    return [...new Set([...texts, ...drawn])];
  }, selector);
