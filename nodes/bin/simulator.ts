#!/usr/bin/env node
import { runCommand } from "../lib/simulator-command/command";

/** The terminal of this process. A second signal ends it at once. */
const onStop = (stop: () => void): void => {
  let count = 0;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => ((count += 1) > 1 ? process.exit(1) : stop()));
  process.stdout.on("error", stop); // the program that read it has ended
};

runCommand(process.argv.slice(2), {
  out: (line) => void process.stdout.write(`${line}\n`),
  error: (line) => void process.stderr.write(`${line}\n`),
  onStop,
}).then(
  (status) => process.exit(status),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
