/** Runs in the page: the texts below an element that stand out from what is behind them by less than the ratio. */
export const contrastBelow = (element: Element, least: number): string[] => {
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
  return Array.from(
    element.querySelectorAll<HTMLElement>(
      "label, legend, summary, code, pre, select, input:not([type=checkbox]), .form-tips, [class*=genesys-cloud-]:not(button), .is-bad, .is-good",
    ),
  )
    .filter((one) => one.offsetParent !== null)
    .filter((one) => {
      const [a, b] = [light(parts(getComputedStyle(one).color)), light(behind(one))];
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < least;
    })
    .map((one) => `${one.tagName} ${one.id} ${(one.textContent ?? "").slice(0, 30)}`);
};
