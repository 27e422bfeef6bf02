// What the scripts of the dialog of genesys api share. The server describes the operations.

interface OperationSummary {
  id: string;
  label: string;
  tool?: string;
  method: string;
  path: string;
  group: string;
  /** Other groups in which it may be looked for. */
  alsoIn?: string[];
  permissions?: { type: string; list: string[] } | null;
  preview?: boolean;
  deprecated?: { use?: string[] };
  needsUser?: boolean;
}

/** Id, method, path, label, group, permissions, marks. */
type OperationRow = [
  string,
  string,
  string,
  string,
  string,
  string | null,
  (Partial<OperationSummary> & { api?: string })?,
];

/** What a search looks at, in lower case. */
interface OperationLook {
  of: OperationSummary;
  id: string;
  words: string[];
  places: [text: string, weight: number][];
  all: string;
}

interface OperationForm extends OperationSummary {
  /** The name is none, or the server cannot be reached; then there are only the suggestions. */
  problem?: string;
  suggestions: string[];
  isUpload?: true;
  parameters: FormField[];
  body: {
    required?: boolean;
    fields?: FormField[];
    exactlyOne?: string[];
    atLeastOne?: string[];
  } | null;
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
  list(): JQuery.Promise<OperationSummary[]>;
  describe(name: string, then: (form: OperationForm) => void): void;
  validateOperation(node: OperationNode, name: string, options?: ValidateOptions): Verdict;
  validateFields(
    node: OperationNode,
    property: "parameters" | "body",
    value: unknown,
    options?: ValidateOptions,
  ): Verdict;

  // operation-index.js
  readIndex(answer: { groups: string[]; rows: OperationRow[] }): OperationSummary[];
  lookOf(operation: OperationSummary): OperationLook;
  /** Makes the looks of all operations, some at a time. */
  prepareSearch(operations: readonly OperationSummary[], from?: number): void;

  // operation-recent.js
  recentOperations(): string[];
  rememberOperation(id: string): void;

  // operation-search.js
  search(operations: OperationSummary[], text: string): OperationSummary[];

  // operation-results.js
  fillAreas(select: JQuery, operations: OperationSummary[]): void;
  drawResults(
    operations: OperationSummary[],
    wanted: { area: string; text: string; grant: string | undefined },
  ): void;

  // operation-picker.js
  picker(choose: Choose, grantOf: GrantOf): void;

  // operation-card.js
  operationBadges(operation: OperationSummary, grant: string | undefined): JQuery[];
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
