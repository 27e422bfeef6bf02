export const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

export const fixed = (n, digits = 2) => (Number.isFinite(n) ? n.toFixed(digits) : "–");

export const table = (title, rows) => {
  console.log(`\n${title}`);
  console.table(rows);
};
