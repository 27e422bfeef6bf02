// What the scripts of the dialogs share: each member is defined by one of the scripts and used by others and by the pages.

/** Options with the choices of which one has to be made. */
type UsedWith = Record<string, string[]>;
type Defaults = Record<string, NodeProperty>;
type ReadSetting = (name: string) => unknown;
type Settings = { type: string; grant: unknown; [property: string]: unknown };

/** A value and its type, as a TypedInput holds them. */
interface TypedValue {
  type: string;
  value: string;
}

/** Why a node cannot work with the grant of its account. */
interface Refusal {
  operation: string;
  /** The input that needs another grant. */
  input?: string;
  /** The operation that acts on behalf of a user. */
  onBehalf?: string;
}

/** Sends the request. Resolves with its result, or rejects with the reason as a text. */
type Reply<T> = JQuery.Promise<T, string>;
interface DialogParts {
  target?: string[];
  inputs?: Record<string, TypedInputType[] | undefined>;
  typeNames?: Record<string, string>;
  lookups?: Record<string, LookupKind>;
  lookupOptions?: Record<string, { several: Several }>;
  show?(setting: ReadSetting): Record<string, unknown>;
  preview?: boolean;
}
type LookupKind = string | (() => string | undefined);

/** The form of genesys api, for its preview. */
interface FormValues {
  parameters: Record<string, { value?: unknown; shown?: string }>;
  all?: string;
  body?: unknown;
}
interface FormPart {
  type: string;
  value: unknown;
}

/** A node that the server names, also where this editor does not have it. */
interface ReportedNode {
  id: string;
  type: string;
  name: string;
}

/** What a test of a backplane has found. */
interface Checked {
  name: string;
  version: string;
  latencyMs: number;
  aheadMs: number;
  evicts?: string;
}
interface CheckFailed {
  failure?: string;
}

/** A field of a contract of genesys request. */
interface ContractField {
  name: string;
  type: string;
  required: boolean;
}

interface GenesysCloud {
  // words.js
  registered: Record<string, boolean>;
  once(name: string, register: () => void): void;
  translate(key: string, values?: object): string;
  textOf(node: EditorNode, key: string): string;
  nameOf(node: EditorNode, id: string): string;
  literal(node: EditorNode, name: string, typeName?: string): string;
  targetName(node: EditorNode): string;
  outputLabel(index: number): string;

  // missing.js
  missingProperties(node: EditorNode): Record<string, unknown>;
  withDefaults<T extends EditorNode>(node: T): T;
  typeKeyOf(defaults: Defaults, name: string): string | undefined;

  // template-tags.js
  hasTag(value: unknown, type: string | undefined): boolean;
  usedWith(defaults: Defaults, name: string): UsedWith[];
  tagMistake(defaults: Defaults, name: string, value: unknown, setting: ReadSetting): string | undefined;

  // palette-words.js
  findInPalette(type: string, label: string, words: string): void;

  // new-node.js
  noteAccount(id: unknown): void;
  giveAccount(node: EditorNode): void;

  // registered.js
  isOpen(node: EditorNode): boolean;

  // checks.js
  isEnv(value: unknown): boolean;
  entriesOf(list: unknown): string[];
  verdict(isGood: boolean, sentence: string, options?: ValidateOptions): true | string;
  required(
    node: EditorNode,
    name: string,
    value: unknown,
    options?: ValidateOptions,
    typeName?: string,
  ): Verdict;
  id(node: EditorNode, name: string, mayBeBlank: boolean, value: unknown, options?: ValidateOptions): Verdict;
  seconds(value: unknown, most: number, options?: ValidateOptions): Verdict;
  count(value: unknown, options?: ValidateOptions): Verdict;
  host(value: unknown, options?: ValidateOptions): Verdict;
  region(value: unknown, options?: ValidateOptions): Verdict;
  redirectUri(value: unknown, options?: ValidateOptions): Verdict;

  // endpoint.js
  endpointPath(node: EditorNode, value: unknown, options?: ValidateOptions): Verdict;
  publicUrl(value: unknown, options?: ValidateOptions): Verdict;
  endpointUrl(path: unknown, address: unknown): string;
  endpoint(): void;

  // contract.js
  contract(fields: unknown, method: unknown, options?: ValidateOptions): Verdict;
  drawContract(node: EditorNode, property: string): void;
  contractIn(property: string): ContractField[];

  // download.js
  download(fileName: string, text: string, type?: string): void;

  // data-action.js
  dataAction(): void;

  // credentials.js
  missingCredentials(region: string, grant: string, credentials: Record<string, unknown>): string[];
  credentialsGiven(account: Account, options?: ValidateOptions): Verdict;
  credentialGiven(name: string, value: unknown, options?: ValidateOptions): Verdict;

  // fields.js
  nameField(input: JQuery): void;
  dropName(input: JQuery, name: unknown): void;
  typedInput(node: EditorNode, name: string, types?: TypedInputType[], typeName?: string): JQuery;
  typesWith(types: TypedInputType[], stored: string): TypedInputType[];
  row(name: string, icon: string, content: JQuery<JQuery.Node>): JQuery;
  choice(name: string, values: string[]): JQuery;
  showRows(wanted: Record<string, unknown>): void;
  setting: ReadSetting;

  // target.js
  readsIds(target: unknown, which: unknown): boolean;
  target(node: EditorNode, targets: string[]): void;
  errorOutput(node: EditorNode): void;

  // grants.js
  refusalOf(settings: Settings, notify: () => void): Refusal | undefined;
  settingsOf(node: EditorNode, grant: unknown, valueOf: ReadSetting): Settings;
  accountOf(id: unknown): Account | undefined;
  describeRefusal(refusal: Refusal, node: EditorNode | null): string;

  // badges.js
  badge: {
    isGenesysNode(node: EditorNode): boolean;
    draw(): Element;
    redraw(): void;
    isShown(node: EditorNode): boolean;
    tooltip(node: EditorNode): string | undefined;
  };

  // sentences.js
  showSentence(line: DebugLine): void;

  // form-values.js
  formValues(parameters: FormPart, body: FormPart): FormValues;

  // preview.js
  preview(node: EditorNode, formOf?: () => FormValues): void;
  drawStep(step: object): JQuery;

  // try-it.js
  tryIt(node: EditorNode, own?: () => Record<string, unknown>): void;

  // account-requests.js
  rejected(reason: string, answer?: unknown): Reply<never>;
  /** The same for each config node. A response that refuses comes with the reason. */
  send(
    path: string,
    body?: object,
  ): {
    then(show: (found: Checked) => void, fail: (reason: string, answer?: CheckFailed) => void): void;
  };
  post<T>(path: string, body?: object): Reply<T>;

  // backplane-checks.js
  redisUrl(value: unknown, options?: ValidateOptions): Verdict;
  keyName(value: unknown, options?: ValidateOptions): Verdict;

  // backplane.js
  backplane: { label(url: unknown): string; open(node: EditorNode): void };

  // hosting.js
  showHosting(): void;

  // more.js
  openMore(node: EditorNode): void;

  // hint.js
  hint(name: string, sentence: () => string): void;
  typedValue(name: string): TypedValue;
  hasDataForNumber(destination: TypedValue, data: TypedValue): boolean;

  // dialog.js
  styleForm(): void;
  dialog(node: EditorNode, parts: DialogParts): void;
  /** `results`: the outputs beside that for errors, one by default. */
  saveOutputs(node: EditorNode, results?: number): void;

  // permission-nodes.js
  nodeSentence: {
    labelOf(id: string, nodes: ReportedNode[]): string;
    of(
      key: string,
      name: string,
      ids: string[],
      nodes: ReportedNode[],
      values?: object,
    ): { text: string; draw(leave: () => void): JQuery };
  };

  // permissions.js
  permissionsOf(need: { permissions: string[]; any: boolean }): string;
  showPermissions(ids: string[]): void;
  showAllPermissions(): void;
}

interface Window {
  genesysCloud: GenesysCloud;
  genesysCloudTopics: GenesysCloudTopics;
  genesysCloudEvents: GenesysCloudEvents;
  genesysCloudOperations: GenesysCloudOperations;
}
declare const genesysCloud: GenesysCloud;
declare const genesysCloudOperations: GenesysCloudOperations;

interface TopicFacts {
  topic: string;
  payload: string;
  permission?: string;
}
interface GenesysCloudTopics {
  // topics.js
  unknownTopic(topics: string[]): { topic: string; meant: string } | undefined;

  // topic-search.js
  searchTopics(topics: TopicFacts[], text: string): TopicFacts[];
  offerTopics(): void;
}
interface GenesysCloudEvents {
  /** `property`: the list, `events` by default. */
  prepare(node: EditorNode, property?: string): () => void;
}
