// The lists to choose ids from: what their scripts share, and what the dialogs use of them.

interface LookupItem {
  id: string;
  name: string;
  ended?: boolean;
}
interface LookupPage {
  items: LookupItem[];
  more?: boolean;
}
interface LookupRequest {
  kind: string | undefined;
  ids?: string[];
  search?: string;
  page?: number;
  queueId?: string;
}
/** The field takes several ids; "json": as a JSON list only. */
type Several = boolean | "json" | undefined;

/** The names that a node stores by id. */
interface StoredNames {
  nameOf(id: string): string;
  remember(item: LookupItem): void;
  renew(items: LookupItem[]): void;
}

interface PanelParts {
  several: Several;
  load(search: string, page: number): Reply<LookupPage>;
  choose(item: LookupItem): void;
  isChosen(id: string): boolean;
  leave(): void;
}

interface GenesysCloud {
  // lookup-*.js
  chosenAccount(): string | undefined;
  requestLookup(request: LookupRequest): Reply<LookupPage>;
  fieldValue(input: JQuery, several: Several): { ids(): string[]; write(ids: string[]): void };
  nameHint(
    hint: JQuery,
    idsNow: () => string[],
    lookUp: (ids: string[]) => Reply<LookupPage> | undefined,
    stored: StoredNames,
  ): { update(): void; learn(item: LookupItem): void; forget(): void };
  openNames(node: EditorNode): void;
  namedField(input: JQuery, ids: () => string[], kind: () => string | undefined): StoredNames;
  storeNames(node: EditorNode): void;
  lookupEntries(
    list: JQuery,
    search: JQuery,
    isChosen: (id: string) => boolean,
    take: (item: LookupItem) => void,
  ): {
    mark(): void;
    clear(): void;
    isEmpty(): boolean;
    add(page: LookupItem[]): void;
    activateNone(): void;
    move(step: number): void;
    takeActive(): void;
    takeFirst(): void;
  };
  lookupPanel(parts: PanelParts): {
    element: JQuery;
    mark(): void;
    isOpen(): boolean;
    show(placeholder: string): void;
    hide(): void;
  };
  lookup(field: string | JQuery, kind: LookupKind, options?: { several: Several }): void;
}
