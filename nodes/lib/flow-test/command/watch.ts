import { watch, type FSWatcher } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import type { Terminal } from "./terminal";

interface Watching {
  paths: readonly string[];
  /** The files of the first round. */
  first: readonly string[];
  /** Runs again; returns the files of that round. */
  again: () => Promise<readonly string[]>;
  terminal: Terminal;
}

/** An editor writes a file in several steps. */
const CALM_MS = 150;

/** Runs again after each change of one of the files, until the process is asked to end. */
export const watchFiles = ({ paths, first, again, terminal }: Watching): Promise<void> =>
  new Promise((resolveEnd) => {
    let watchers: FSWatcher[] = [];
    let timer: NodeJS.Timeout | undefined;
    let isRunning = false;
    let isChanged = false;
    const close = (): void => watchers.forEach((one) => one.close());
    const run = async (): Promise<void> => {
      if (isRunning) return void (isChanged = true);
      isRunning = true;
      follow(await again());
      isRunning = false;
      if (isChanged) later();
    };
    const later = (): void => {
      isChanged = false;
      clearTimeout(timer);
      timer = setTimeout(
        () => void run().catch((error: unknown) => terminal.err(`${String(error)}\n`)),
        CALM_MS,
      );
    };
    /** By their folders: an editor may put a new file in the place of the old one. */
    const follow = (files: readonly string[]): void => {
      close();
      const names = new Map<string, Set<string>>();
      for (const file of [...files, ...paths].map((one) => resolve(one)))
        names.set(dirname(file), (names.get(dirname(file)) ?? new Set()).add(basename(file)));
      watchers = [...names].map(([folder, of]) =>
        watch(folder, (_, name) => void ((name === null || of.has(name)) && later())),
      );
    };
    terminal.onStop(() => {
      close();
      clearTimeout(timer);
      resolveEnd();
    });
    follow(first);
    terminal.out("Waiting for changes. Ctrl-C ends it.\n");
  });
