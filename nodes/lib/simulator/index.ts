import { createAct, type Act } from "./act/index";
import { createCaptures, type Captures } from "./captures/captures";
import { createRealClock, type Clock } from "./store/clock";
import { createControl } from "./act/control";
import { createFloorSwitch, type FloorRequest, type FloorSwitch } from "./floor/switch";
import { doAtStart } from "./act/start-acts";
import { createFaults, type Faults } from "./http/faults";
import { createLog, type RequestLog } from "./http/log";
import { watchQueues } from "./machines/acd";
import { watchConsultations } from "./machines/consult";
import { watchThreads } from "./machines/message-threads";
import { createDeliveries, type Deliveries } from "./notifications/deliveries";
import { watchConversations } from "./notifications/publish";
import { watchQueueFigures } from "./notifications/queue-figures";
import { watchUsers } from "./notifications/users";
import { acceptSockets, openSockets } from "./notifications/sockets";
import { routes } from "./routes/index";
import { seedConversations, seedOrg } from "./seed/seed";
import { namesOf } from "./http/local-only";
import { startServer } from "./http/server";
import { addStart, type StartState } from "./seed/start";
import { DEFAULT_SETTINGS, type Settings } from "./store/settings";
import { dropCalls } from "./webhooks/call";
import { createWebhooks, watchMessages, type Webhooks } from "./webhooks/webhooks";
import { createStore, type Org, type Store } from "./store/store";

export interface SimulatorOptions {
  /** The time of the machine by default. */
  clock?: Clock;
  /** What differs from `DEFAULT_SETTINGS`. */
  settings?: Partial<Settings>;
  /** A free port by default. */
  port?: number;
  /** Where it listens: 127.0.0.1 by default. Who reaches another address controls the org without a sign-in. */
  host?: string;
  /** Names, in lower case, by which it is reached besides those of this machine: behind a proxy that leaves them. */
  hosts?: readonly string[];
  /** What it starts with beside the usual entries, see `readStart`; also after a reset. */
  start?: StartState;
  /** Conversations that were captured elsewhere; also after a reset. @see docs/simulator.md */
  captures?: readonly unknown[];
  /** It starts with people at work, see `Floor`; also after a reset. */
  floor?: FloorRequest;
  /** Receives a line for each event while a floor runs. */
  onEvent?: (line: string) => void;
}

/** A running org. Nothing is shared between two of them. */
export interface Simulator {
  /** The API host and the login host alike; no trailing slash. */
  readonly url: string;
  readonly clock: Clock;
  /** Read for each request; a reset restores what it was started with. */
  readonly settings: Settings;
  readonly faults: Faults;
  readonly log: RequestLog;
  /** Events that it delivers by other ways than a channel; a reset removes them. */
  readonly deliveries: Deliveries;
  /** The webhooks of its open-messaging integrations. It calls only those of this machine. */
  readonly webhooks: Webhooks;
  /** The people, queues and clients; a reset restores them. */
  readonly org: Org;
  /** The state of the org. For reading and for extensions. */
  readonly store: Store;
  /** What the real platform cannot do on request. */
  readonly act: Act;
  /** Conversations that were captured elsewhere. */
  readonly captures: Captures;
  /** Customers and agents who act by themselves. */
  readonly floor: FloorSwitch;
  /** Back to the start: same entities, same ids, no faults, empty log. */
  reset: () => void;
  /** Ends every connection and timer. */
  close: () => Promise<void>;
}

export const startSimulator = async (options: SimulatorOptions = {}): Promise<Simulator> => {
  const clock = options.clock ?? createRealClock();
  const { start = {} } = options;
  const own = { ...start.settings, ...options.settings };
  const settings: Settings = { ...DEFAULT_SETTINGS, ...own };
  const store = createStore(clock, settings, seedOrg());
  watchQueues(store);
  watchConsultations(store);
  watchThreads(store);
  watchConversations(store);
  watchUsers(store);
  watchQueueFigures(store);
  watchMessages(store);
  const faults = createFaults();
  const log = createLog();
  const act = createAct(store);
  const deliveries = createDeliveries(store);
  const webhooks = createWebhooks(store);
  const captures = createCaptures(store);
  const floor = createFloorSwitch(store, act, options.onEvent);
  const reset = (): void => {
    floor.stop();
    Object.assign(settings, DEFAULT_SETTINGS, own);
    for (const { socket } of openSockets(store)) socket.drop();
    dropCalls(store);
    store.clear(addStart(seedOrg(), start));
    seedConversations(store);
    faults.clear();
    log.clear();
    for (const each of options.captures ?? []) captures.load(each);
    doAtStart(act, start.acts ?? []);
    if (options.floor) floor.start(options.floor);
  };
  reset();
  const control = createControl({
    store,
    clock,
    faults,
    log,
    act,
    deliveries,
    webhooks,
    captures,
    floor,
    reset,
  });
  const { port = 0, host = "127.0.0.1" } = options;
  const hosts = [...(options.hosts ?? []), ...namesOf(host)];
  const http = await startServer({ store, faults, log, control, routes, port, host, hosts });
  acceptSockets(store, http.server, hosts);
  return {
    url: http.url,
    clock,
    settings,
    faults,
    log,
    deliveries,
    webhooks,
    get org() {
      return store.org;
    },
    store,
    act,
    captures,
    floor,
    reset,
    close: async () => {
      floor.stop();
      dropCalls(store);
      store.clear(seedOrg());
      await http.close();
    },
  };
};
