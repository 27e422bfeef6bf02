// What the scripts of the account's dialog share.

interface Account extends EditorNode {
  region: string;
  grant: string;
}

/** The form of a configuration node, and its places for messages. */
interface ConfigForm<Place extends string> {
  field(name: string): JQuery;
  now(): Record<string, string>;
  showMessage(where: Place, kind: "open" | "good" | "bad", lines: (string | JQuery)[]): void;
  /** The returned function checks whether the response is still of interest. */
  startRequest(where: Place): () => boolean;
  clearMessage(where: Place): void;
  onChange(notify: () => void): void;
}

/** A capture that runs, or the file of one that has ended. */
interface CaptureReply {
  capture?: string;
  records?: number;
  isDone?: boolean;
  fileName?: string;
  text?: string;
}

interface GenesysCloud {
  configForm(page: string, names: string[]): ConfigForm<string>;
  accountForm: ConfigForm<"tested" | "signed" | "captured"> & { ownAddress(): string };
  testConnection(id: string): void;
  signIn: { show(id: string): void; begin(id: string): void; end(id: string): void; cancel(): void };
  capture: { open(id: string): void; close(): void };
  account: { open(node: EditorNode): void; close(): void };
}
