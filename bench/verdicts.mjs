/** What was promised and measured in this run, for the table at its end. */
const verdicts = [];

/** Costs are no exact powers of the size. */
const LINEAR = 1.15;

const figure = (value, digits) => (Number.isFinite(value) ? value.toFixed(digits) : "–");

/** Prints whether a promise is kept: what was measured is `most` at most. */
export const judge = (promise, { is, most, unit = "", digits = 2 }) => {
  const verdict = is <= most ? "as promised" : "NOT as promised";
  const measured = `${figure(is, digits)} ${unit}`.trim();
  verdicts.push({ promise, measured, "at most": `${most} ${unit}`.trim(), verdict });
  console.log(`verdict: ${promise}: ${measured}, ${verdict} (at most ${most})`);
};

/** The same of something that is so, or is not. */
export const judgeThat = (promise, isSo) => {
  const verdict = isSo ? "as promised" : "NOT as promised";
  verdicts.push({ promise, measured: isSo ? "yes" : "no", "at most": "", verdict });
  console.log(`verdict: ${promise}: ${verdict}`);
};

/** Prints whether what all of them cost together grows in proportion to their number, by the power that it grows with. */
export const judgeGrowth = (what, sizes, costs) => {
  const is = Math.log(costs.at(-1) / costs[0]) / Math.log(sizes.at(-1) / sizes[0]);
  judge(`${what} grows linearly from ${sizes[0]} to ${sizes.at(-1)}`, { is, most: LINEAR, unit: "th power" });
};

/** The table of all verdicts. Returns whether all promises are kept. */
export const printVerdicts = () => {
  if (verdicts.length === 0) return true;
  console.log("\nall verdicts");
  console.table(verdicts);
  return verdicts.every(({ verdict }) => verdict === "as promised");
};
