/// <reference types="jquery" />
// As much of Node-RED's editor and of its jQuery as the scripts use.

/** A node as the editor holds it. What else is stored in it has its own names. */
interface EditorNode {
  id: string;
  type: string;
  name?: string;
  _def: NodeType;
  /** A text of the node's own catalogue. */
  _(key: string, values?: object): string;
  users: EditorNode[];
  credentials?: Record<string, unknown>;
  outputs?: number;
  changed?: boolean;
  dirty?: boolean;
  /** Disabled. */
  d?: boolean;
  [property: string]: unknown;
}

/** `label` is what the editor calls the property; a sentence explains what is wrong. */
type Verdict = boolean | string | undefined;
interface ValidateOptions {
  label?: string;
}
type Validate<Node = EditorNode> = (this: Node, value: string, options?: ValidateOptions) => Verdict;

interface NodeProperty<Node = EditorNode> {
  value: unknown;
  type?: string;
  required?: boolean;
  validate?: Validate<Node>;
  /** Ours: what it means in a stored node that lacks it, where that is not the value of a new one. */
  missing?: unknown;
  /** Ours: the settings with which an input is used, any of them. */
  usedWith?: UsedWith[];
}

interface NodeType {
  category: string;
  defaults: Record<string, NodeProperty>;
  label(this: EditorNode): string;
  onadd?(this: EditorNode): void;
  oneditprepare?(this: EditorNode): void;
  oneditsave?(this: EditorNode): unknown;
  oneditcancel?(this: EditorNode): unknown;
  /** Ours: its checks and its dialog are wrapped. */
  isWrapped?: boolean;
}

/** What a page registers. */
interface NodeDefinition<Node> {
  category: string;
  categoryDescription?: string;
  color?: string;
  icon?: string;
  inputs?: 0 | 1;
  outputs?: number;
  paletteLabel?(this: Node): string;
  onpaletteadd?(this: Node): void;
  labelStyle(this: Node): string;
  outputLabels?(this: Node, index: number): string;
  defaults: Record<string, NodeProperty<Node>>;
  credentials?: Record<string, { type: "text" | "password"; validate?: Validate<Node> }>;
  label(this: Node): string | false;
  oneditprepare?(this: Node): void;
  oneditsave?(this: Node): void;
  oneditcancel?(this: Node): void;
}

interface Annotation {
  type: "badge";
  class: string;
  filter(node: EditorNode): boolean;
  element(node: EditorNode): Element;
  show(node: EditorNode): boolean;
  tooltip(node: EditorNode): string | undefined;
}

/** A line of the debug sidebar: what was received, how it is shown, and its value. */
interface DebugLine {
  /** Only a line of the log has a level and the type of its node. */
  message: { level?: number; type?: string };
  element: JQuery;
  payload: unknown;
}

interface NotificationButton {
  text: string;
  class?: string;
  click(event: JQuery.ClickEvent): void;
}

interface EditorNodes {
  node(id: unknown): EditorNode | null;
  /** A tab. */
  workspace(id: unknown): { label?: string; name?: string } | undefined;
  subflow(id: unknown): { label?: string; name?: string } | undefined;
  eachNode(visit: (node: EditorNode) => void): void;
  dirty(): boolean;
  dirty(is: boolean): void;
  filterNodes(wanted: { type: string; z: string }): EditorNode[];
  eachConfig(visit: (node: EditorNode) => void): void;
  getType(name: string): NodeType | undefined;
  registerType(name: "genesys-account", definition: NodeDefinition<Account>): void;
  registerType(name: "genesys-api", definition: NodeDefinition<OperationNode>): void;
  registerType(name: "genesys-simulate", definition: NodeDefinition<SimulateNode>): void;
  registerType(name: string, definition: NodeDefinition<EditorNode>): void;
}

declare const RED: {
  _(key: string, values?: object): string;
  nodes: EditorNodes;
  comms: {
    subscribe(topic: string, listener: (topic: string, data: unknown) => void): void;
    unsubscribe(topic: string, listener: (topic: string, data: unknown) => void): void;
  };
  plugins?: { registerPlugin(id: string, plugin: { type: string; onadd(): void }): void };
  sidebar: {
    addTab(tab: Record<string, unknown>): void;
    removeTab(id: string): void;
    containsTab(id: string): boolean;
    show(id: string): void;
  };
  history: { push(event: Record<string, unknown>): void };
  events: {
    off(event: string, listener: (node: EditorNode) => void): void;
    on(event: "registry:node-type-added", listener: (type: string) => void): void;
    on(event: string, listener: (node: EditorNode) => void): void;
    emit(event: string, ...subjects: unknown[]): void;
  };
  hooks: { add(name: string, hook: (line: DebugLine) => void): void };
  view: {
    redraw(): void;
    reveal(id: string): void;
    /** The user places them. */
    importNodes(nodes: Record<string, unknown>[], options: { generateIds: boolean }): void;
    selection(): { nodes?: EditorNode[] } | undefined;
    annotations: { register(name: string, annotation: Annotation): void };
  };
  editor: {
    validateNode(node: EditorNode): boolean;
    editConfig(name: string, type: string, id: string): void;
  };
  validators: {
    typedInput(options: {
      typeField: string;
      allowBlank?: boolean;
    }): (this: EditorNode, value: unknown, options?: ValidateOptions) => Verdict;
  };
  actions: {
    add(name: string, action: () => void, options: { label: string }): void;
    remove(name: string): void;
  };
  /** What the runtime sends to the editor: `/` without a setting. */
  settings: {
    httpNodeRoot?: string;
    /** Of the user who is signed in, kept on the server. */
    get(key: string, otherwise: unknown): unknown;
    set(key: string, value: unknown): void;
    /** Of this browser. */
    getLocal(key: string): string | null;
    setLocal(key: string, value: string): void;
    theme(key: string): unknown;
  };
  user: { hasPermission(permission: string): boolean };
  /** Takes the address of a module; `failure` is false where the user has closed the tour before its end. */
  tourGuide: { run(module: string, done: (failure?: unknown) => void): void };
  workspaces: { active(): string };
  clipboard: { copyText(text: unknown, button: JQuery, message?: string): void };
  utils: { getNodeLabel(node: EditorNode, otherwise: string): string };
  notify(
    content: JQuery,
    options: { modal: boolean; fixed: boolean; width: number; buttons: NotificationButton[] },
  ): { close(): void };
};

/** As much of the editor's list of rows as the dialogs use. */
interface EditableListOptions {
  addItem(container: JQuery, index: number, item: Record<string, unknown>): void;
  removable: boolean;
  sortable: boolean;
  height: string;
}

/** A kind of value that a TypedInput offers beside those of Node-RED. */
interface TypedInputKind {
  value: string;
  label?: string;
  icon?: string;
  hasValue?: boolean;
  multiple?: boolean;
  options?: (string | { value: string; label: string })[];
}
type TypedInputType = string | TypedInputKind;

interface TypedInputOptions {
  types: TypedInputType[];
  typeField?: JQuery;
  default?: string;
}

interface JQuery<TElement = HTMLElement> {
  /** The fields of the dialogs hold text. */
  val(): string;
  val(next: unknown): JQuery<TElement>;
  attr(name: string, value: string | undefined): this;
  typedInput(options: TypedInputOptions): this;
  typedInput(action: "type" | "value"): string;
  typedInput(action: "type" | "value", next: unknown): void;
  typedInput(action: "focus"): void;
  editableList(options: EditableListOptions): this;
  editableList(action: "addItem", item: unknown): void;
}

interface JQueryStatic {
  /** Of jQuery 3, which both versions of Node-RED use. */
  trim(text: string): string;
}
