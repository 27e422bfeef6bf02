#!/usr/bin/env node
import { runCommand } from "../lib/capture-command/command";
import { lines, onStop } from "./terminal";

runCommand(process.argv.slice(2), { ...lines, onStop, env: process.env }).then(
  (status) => process.exit(status),
  (error: unknown) => {
    console.error(`genesys-capture failed: ${error instanceof Error ? error.name : "unknown error"}`);
    process.exit(1);
  },
);
