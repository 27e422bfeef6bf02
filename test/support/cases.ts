import { join } from "node:path";
import type { FaultMatch } from "../../nodes/lib/simulator/http/faults";
import type { Simulator } from "../../nodes/lib/simulator/index";
import type { LogEntry } from "../../nodes/lib/simulator/http/log";
import type { Bench } from "./flow";
import type { Choice } from "./lookup-dialogs";
import { CONFIGS, nodeTypes } from "./nodes";

/** What specs that walk through all nodes have to know of each: one file per node, test/support/cases/<type>.ts. */

export type Values = Record<string, unknown>;

/** What is typed into a dialog, and the label that the node then has on the canvas. */
interface DialogCase {
  label: string;
  fields: Record<string, string | boolean>;
}

/** A message that a node with its defaults can work with, and the request that it makes of it. */
interface DefaultCase {
  msg: Values | ((simulator: Simulator) => Values);
  request?: string;
}

/** Messages about one thing, which act in the order in which they came in. */
interface OrderedCase {
  name: string;
  config: Values;
  /** The nth message about what `begin` has set up. */
  message: (nth: number, begun: Values) => Values;
  begin?: (bench: Bench) => Values;
  act: FaultMatch & { operation: string };
  /** What the nth request says, to distinguish it from the others. */
  says: (entry: LogEntry) => unknown;
}

/** A request that acts, whose response is damaged. */
interface DamagedCase {
  name: string;
  config: Values;
  match: { method: string; path: RegExp };
  msg: (simulator: Simulator) => Values;
  /** May it be done again and again in one org? */
  again?: true;
  /** Is it sent again where its outcome is unknown? */
  repeatable?: true;
  /** It is tried several times, with waits in between. */
  slow?: true;
}

/** A node that carries as much of what is personal as it can. */
interface SecretiveCase {
  /** What of the node is shown, where there are several of its type. */
  how?: string;
  config: Values;
  /** The method of the request that fails. */
  method: string;
  msg: (simulator: Simulator) => Values;
  /** A trouble that passes does not fail it: the message waits, and leaves at its deadline. */
  waitsOn?: true;
  /** The account has a signed-in user. */
  asUser?: true;
  /** The request that fails has none of it, so that no response can repeat it. */
  isBare?: true;
  /** Inputs of the wrong shape, with the same in them. */
  wrong: Values;
}

/** What a node is seen to do, with settings of which its preview has to show every request. */
interface PreviewedCase {
  does: string;
  settings: Values;
  inputs?: Values;
}

/** A dialog that has lists: how its node starts, and what is chosen. */
interface LookupCase {
  id: string;
  config: Values;
  choices: Choice[];
}

export interface NodeCases {
  dialog: DialogCase;
  /** Of each node that receives a message. */
  byDefault?: DefaultCase;
  /** Of a node that finds a participant: what it needs besides its target. */
  named?: { config: Values };
  /** Of a node that acts on a conversation or an address. */
  ordered?: OrderedCase[];
  /** Of a node that acts. */
  damaged?: DamagedCase[];
  /** Of each node that sends a request for a message. */
  secretive?: SecretiveCase[];
  /** Of a node that sends requests for a message, unless a message chooses them. */
  previewed?: PreviewedCase[];
  /** Of a dialog that has a list. */
  lookups?: LookupCase[];
}

/** All but those that are no nodes of a flow. */
const flowTypes = (): string[] => nodeTypes().filter((type) => !CONFIGS.includes(type));

const read = (type: string): NodeCases =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the list of nodes is data
  (require(join(__dirname, "cases", type)) as { cases: NodeCases }).cases;

type One<T> = T extends readonly (infer Item)[] ? Item : T;
/** A case with the type of its node. */
export type CaseOf<K extends keyof NodeCases> = { type: string } & One<NonNullable<NodeCases[K]>>;

/** The cases of this kind of all nodes. */
export const casesOf = <K extends keyof NodeCases>(kind: K): CaseOf<K>[] =>
  flowTypes().flatMap((type) => {
    const found: unknown = read(type)[kind] ?? [];
    const all = (Array.isArray(found) ? found : [found]) as object[];
    return all.map((one) => ({ type, ...one }) as CaseOf<K>);
  });

/** What a request says at this path of its body. */
export const said = (path: string) => (entry: LogEntry) =>
  path.split(".").reduce<unknown>((found, key) => (found as Values | undefined)?.[key], entry.body);
