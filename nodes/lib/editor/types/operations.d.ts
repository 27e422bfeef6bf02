// What the scripts of the dialog of genesys api share. The server describes the operations.

interface OperationSummary {
  id: string;
  label: string;
  tool?: string;
  method: string;
  path: string;
  group: string;
  preview?: boolean;
  deprecated?: { use?: string[] };
  needsUser?: boolean;
}

interface OperationForm extends OperationSummary {
  /** The name is none, or the server cannot be reached; then there are only the suggestions. */
  problem?: string;
  suggestions: string[];
  parameters: FormField[];
  body: {
    required?: boolean;
    fields?: FormField[];
    exactlyOne?: string[];
    atLeastOne?: string[];
  } | null;
  permissions?: { type: "ALL" | "ANY"; list: string[] };
  onBehalf?: string;
}
interface OperationNode extends EditorNode {
  operation: string;
  operationType: string;
  parameters: unknown;
  parametersType: string;
  body: unknown;
  bodyType: string;
  /** While its dialog is open. */
  saveForm?: () => void;
}

type GrantOf = () => string | undefined;
type Choose = (id: string) => void;

interface GenesysCloudOperations {
  // operation-forms.js
  translate(key: string, values?: object): string;
  list(): JQuery.jqXHR<OperationSummary[]>;
  describe(name: string, then: (form: OperationForm) => void): void;
  validateOperation(node: OperationNode, name: string, options?: ValidateOptions): Verdict;
  validateFields(
    node: OperationNode,
    property: "parameters" | "body",
    value: unknown,
    options?: ValidateOptions,
  ): Verdict;

  // operation-search.js
  search(operations: OperationSummary[], text: string): OperationSummary[];

  // operation-picker.js
  picker(choose: Choose, grantOf: GrantOf): void;
  drawCard(form: OperationForm, grant: string | undefined, choose: Choose): unknown;

  // operation-body.js
  bodyViews(
    values: FieldValues,
    fieldsNow: () => FormField[],
    drawBody: () => void,
  ): { broken: string | undefined; show(view: "fields" | "json"): void };

  // operation-leftovers.js
  dropUntouched(values: FieldValues, fields: FormField[]): void;
  offerRemoval(form: OperationForm, parameters: FieldValues, body: FieldValues, redraw: () => void): void;

  // operation-dialog.js
  prepare(node: OperationNode): () => void;
}
