#!/usr/bin/env node
import { runCommand } from "../lib/simulator-command/command";
import { lines, onStop } from "./terminal";

runCommand(process.argv.slice(2), { ...lines, onStop }).then(
  (status) => process.exit(status),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
