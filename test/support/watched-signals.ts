import { getEventListeners } from "node:events";

export interface Watch {
  /** The most abort listeners that one signal had at any moment. */
  most(): number;
  /** All that there are now, on all signals together. */
  now(): number;
  /** What Node.js warned of, such as too many listeners. */
  warnings(): string[];
  /** Ends the watch; signals made later are not counted. */
  stop(): void;
}

/** Watches every signal that is made from now on. */
export const createWatch = (): Watch => {
  const Original = globalThis.AbortController;
  const signals: AbortSignal[] = [];
  const warnings: string[] = [];
  let most = 0;

  const listenersOf = (signal: AbortSignal): number => getEventListeners(signal, "abort").length;
  const watched = (signal: AbortSignal): void => {
    signals.push(signal);
    const add = signal.addEventListener.bind(signal);
    signal.addEventListener = (...given: Parameters<AbortSignal["addEventListener"]>): void => {
      add(...given);
      most = Math.max(most, listenersOf(signal));
    };
  };
  class WatchedController extends Original {
    constructor() {
      super();
      watched(this.signal);
    }
  }
  globalThis.AbortController = WatchedController;
  const onWarning = ({ name, message }: Error): void => void warnings.push(`${name}: ${message}`);
  process.on("warning", onWarning);

  return {
    most: () => most,
    now: () => signals.reduce((sum, signal) => sum + listenersOf(signal), 0),
    warnings: () => warnings,
    stop: () => {
      globalThis.AbortController = Original;
      process.off("warning", onWarning);
    },
  };
};
