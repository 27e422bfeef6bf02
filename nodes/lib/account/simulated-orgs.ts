import type { NodeAPI } from "node-red";
import { pauseOf } from "../node/clock-setting";
import { createLapse, type LapseClock } from "../platform/time/lapse";
import type { Clock } from "../platform/types";

interface Running {
  url: string;
  close(): Promise<void>;
}

interface Org {
  /** The account that it belongs to, as it is set. */
  settings: string;
  clock: LapseClock;
  running?: Promise<Running>;
}

/** The simulated organisation of an account node. */
interface SimulatedOrg {
  /** The organisation and its account share a clock that can be moved on. */
  clock: LapseClock;
  /** Starts it, unless it runs. To close what is returned does not end it. */
  open(): Promise<Running>;
  /** The account node is closed. */
  leave(isRemoved: boolean): Promise<void>;
}

type Start = (clock: Clock) => Promise<Running>;

/** After this long without a start of the flows, what is kept is ended all the same. */
const KEPT_MS = 60_000;

/** Of a deploy Node-RED knows what has changed globally, of an end or a restart of all flows it does not. */
const isDeploy = (event: unknown): boolean => {
  const { diff } = (event ?? {}) as { diff?: object };
  return diff !== undefined && "globalConfigChanged" in diff;
};

/** The settings of an account, without what Node-RED adds to them. */
const asText = (config: object): string =>
  JSON.stringify(Object.entries(config).filter(([name]) => !name.startsWith("_")));

/**
 * The simulated organisations of all accounts. A deploy closes an account node and makes another with the same settings, which
 * takes over the organisation: a deploy of any kind ends no simulated call. With other settings it begins again.
 */
export const createSimulatedOrgs = ({ events }: NodeAPI) => {
  const kept = new Map<string, { org: Org; stopTimer: () => void }>();
  let isDeploying = false;
  let isListening = false;
  let users = 0; // the account nodes

  const end = async ({ running }: Org): Promise<void> => (await running)?.close();
  const release = (id: string): Org | undefined => {
    const found = kept.get(id);
    kept.delete(id);
    found?.stopTimer();
    return found?.org;
  };
  const endKept = (id: string): void => {
    const org = release(id);
    if (org !== undefined) end(org).catch(() => undefined); // its start has failed
  };
  const onStopping = (event: unknown): void => void (isDeploying = isDeploy(event));
  const onStarted = (): void => {
    isDeploying = false;
    for (const id of [...kept.keys()]) endKept(id);
    listenWhileUsed();
  };
  /** A listener of a package that was installed again stays otherwise. */
  const listenWhileUsed = (): void => {
    const isUsed = users + kept.size > 0;
    if (isUsed === isListening) return;
    isListening = isUsed;
    const change = isUsed ? "on" : "off";
    events[change]("flows:stopping", onStopping);
    events[change]("flows:started", onStarted);
  };

  const take = (id: string, settings: string, base: Clock): Org => {
    if (kept.get(id)?.org.settings !== settings) endKept(id);
    return release(id) ?? { settings, clock: createLapse(base, pauseOf(base)) };
  };

  return (config: { id: string }, base: Clock, start: Start): SimulatedOrg => {
    const { id } = config;
    const org = take(id, asText(config), base);
    users += 1;
    listenWhileUsed();
    return {
      clock: org.clock,
      open: async () => {
        const starting = (org.running ??= start(org.clock));
        try {
          return { url: (await starting).url, close: () => Promise.resolve() };
        } catch (error) {
          if (org.running === starting) delete org.running; // the next request tries again
          throw error;
        }
      },
      leave: async (isRemoved) => {
        const isKept = !isRemoved && isDeploying && org.running !== undefined;
        if (isKept) kept.set(id, { org, stopTimer: base.after(KEPT_MS, onStarted) });
        users -= 1;
        listenWhileUsed();
        if (!isKept) await end(org);
      },
    };
  };
};
