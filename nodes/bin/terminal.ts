/** Ends a command that runs until it is stopped. A second signal ends the process at once. */
export const onStop = (stop: () => void): void => {
  let count = 0;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => ((count += 1) > 1 ? process.exit(1) : stop()));
  process.stdout.on("error", stop); // the program that read it has ended
};

export const lines = {
  out: (line: string): void => void process.stdout.write(`${line}\n`),
  error: (line: string): void => void process.stderr.write(`${line}\n`),
};
