// What the scripts of the dialog of simulate share. The server describes the acts.

interface ActFacts {
  conversation: "required" | "optional" | "none";
  fields: { name: string; type: string; required?: true; enum?: string[]; list?: string }[];
  ignoresOthers?: true;
}

interface GenesysCloudActs {
  // act-facts.js
  translate(key: string, values?: object): string;
  load(): JQuery.jqXHR<Record<string, ActFacts>>;
  factsOf(action: string): ActFacts | undefined;
  fieldsOf(action: string): FormField[];
  mistakeIn(action: string, value: unknown, type: string): string | undefined;
  validateDetails(node: EditorNode, value: unknown, options?: ValidateOptions): Verdict;

  // act-dialog.js
  prepare(node: SimulateNode): () => void;
}

interface SimulateNode extends EditorNode {
  action: string;
  details: unknown;
  detailsType: string;
  /** While its dialog is open. */
  saveForm?: () => void;
}

interface Window {
  genesysCloudActs: GenesysCloudActs;
}
declare const genesysCloudActs: GenesysCloudActs;
