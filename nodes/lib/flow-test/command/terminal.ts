/** What the command writes to, and how it learns that it is to end. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Calls `stop` when the process is asked to end. */
  onStop(stop: () => void): void;
}
