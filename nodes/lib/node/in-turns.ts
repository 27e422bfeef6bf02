/** One step each time that Node-RED has nothing else to do. */
export const runInTurns = ([step, ...others]: readonly (() => void)[]): void => {
  if (step === undefined) return;
  setImmediate(() => {
    step();
    runInTurns(others);
  }).unref();
};
