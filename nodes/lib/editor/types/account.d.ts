// What the scripts of the account's dialog share.

interface Account extends EditorNode {
  region: string;
  grant: string;
}

interface GenesysCloud {
  accountForm: {
    field(name: string): JQuery;
    now(): Record<string, string>;
    ownAddress(): string;
    showMessage(where: "tested" | "signed", kind: "open" | "good" | "bad", lines: (string | JQuery)[]): void;
    /** The returned function checks whether the response is still of interest. */
    startRequest(where: "tested" | "signed"): () => boolean;
    clearMessage(where: "tested" | "signed"): void;
    onChange(notify: () => void): void;
  };
  testConnection(id: string): void;
  signIn: { show(id: string): void; begin(id: string): void; end(id: string): void; cancel(): void };
  account: { open(node: EditorNode): void; close(): void };
}
