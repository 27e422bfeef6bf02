import { openerOf } from "../../nodes/lib/backplane/open-backplane";
import { accountSettings } from "../../nodes/lib/platform/auth/settings";
import type { RedisCommands } from "../../nodes/lib/platform/backplane/types";
import { compose } from "../../nodes/lib/platform/compose";
import type { ConversationEvent } from "../../nodes/lib/platform/events/types";
import { leadConversations, type LeadParts } from "../../nodes/lib/platform/shared-events/lead-conversations";
import { leadQueueStats } from "../../nodes/lib/platform/shared-events/lead-queue-stats";
import type { Lead } from "../../nodes/lib/platform/shared-events/types";
import type { StatsEvent } from "../../nodes/lib/platform/queue-stats/board";
import { realClock } from "../../nodes/lib/platform/time/clock";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { startRedis, type RunningRedis } from "./redis";
import { openConnection } from "./backplane";
import { redWith } from "./backplanes-in-redis";

export interface Emitted {
  event: ConversationEvent;
  redelivered: boolean;
}

export interface SharedInstance {
  emitted: Emitted[];
  /** Of the scope queueStats. */
  stats: StatsEvent[];
  warnings: string[];
  isLeading(): boolean;
  /** Ends as a process does that is killed: nothing is given back, nothing is written any more. */
  kill(): void;
  /** Nothing that it sends to Redis arrives, until the returned function is called: then all of it does. */
  hold(): () => void;
  leave(): void;
  close(): Promise<void>;
}

export interface InstanceOptions {
  redisUrl: string;
  url: string;
  group?: string;
  name?: string;
  scope?: LeadParts["scope"];
  names: readonly string[];
  /** Called for each that is emitted, before it is acknowledged. */
  onEmit?: (emitted: Emitted) => Promise<void> | void;
}

/** One instance: its account, a backplane over a connection of its own, and a listening. */
export const openInstance = (options: InstanceOptions): SharedInstance => {
  const { redisUrl, url, group = "group", name = "node", scope = "queue", names, onEmit } = options;
  const { connection } = openConnection(redisUrl);
  let isDead = false;
  let isEnded = false;
  let held: Promise<void> | undefined;
  const never = new Promise<never>(() => undefined);
  const wrap = (commands: RedisCommands): RedisCommands => ({
    call: async (...args) => {
      await held;
      if (isEnded) throw new Error("the spec has ended");
      if (isDead) return never;
      const reply = await commands.call(...args);
      await held;
      return isDead ? never : reply;
    },
    duplicate: () => wrap(commands.duplicate()),
    disconnect: () => commands.disconnect(),
    isGone: () => commands.isGone?.() === true,
    connections: () => commands.connections?.() ?? 0,
    onConnected: (listener) => commands.onConnected?.(listener) ?? (() => undefined),
  });
  const warnings: string[] = [];
  const composition = compose({
    settings: accountSettings.parse({ region: "custom", apiUrl: url, loginUrl: url }),
    credentials: { clientId: "simulator", clientSecret: "simulator" },
    clock: realClock,
    openSimulator: () => Promise.reject(new Error("not here")),
    openBackplane: openerOf(redWith(undefined), {
      commands: wrap(connection.commands),
      settings: () => ({
        ...{ prefix: "spec", group },
        address: { host: "127.0.0.1", port: 0, isTls: false, database: 0 },
      }),
    }),
    onState: () => undefined,
    log: { info: () => undefined, warn: (text) => void warnings.push(text) },
  });
  const emitted: Emitted[] = [];
  const stats: StatsEvent[] = [];
  let isLeading = false;
  const lead = (given: Lead) => {
    const listening = {
      ...{ events: composition.events(), client: composition.client(), clock: realClock, names },
      ...{ onState: () => undefined, onUnknown: () => undefined },
      onTrouble: (text: string) => void warnings.push(text),
    };
    return scope === "queueStats"
      ? leadQueueStats({ ...listening, mediaType: "" }, given)
      : leadConversations({ ...listening, scope, wantsTranscripts: false, hasFrames: false }, given);
  };
  const leave = composition.sharedEvents()?.join({
    ...{ name, lead },
    deliver: async (value, redelivered) => {
      if (isDead) return never;
      if (scope === "queueStats") return void stats.push(value as StatsEvent);
      const one = { event: (value as { event: ConversationEvent }).event, redelivered };
      emitted.push(one);
      await onEmit?.(one);
    },
    onRole: (leads) => (isLeading = leads),
  });
  return {
    emitted,
    stats,
    warnings,
    isLeading: () => isLeading && !isDead,
    leave: () => leave?.(),
    hold: () => {
      let free = (): void => undefined;
      held = new Promise((resolve) => (free = resolve));
      return free;
    },
    kill: () => {
      isDead = true;
      composition.events().close();
    },
    close: async () => {
      isEnded = isDead; // what a process that was killed would go on with ends here
      await composition.close();
      await connection.close();
    },
  };
};

/** Several instances on one Redis and one simulated organisation, for each spec of a suite. */
export const sharedSpecs = () => {
  let redis: RunningRedis;
  let simulator: Simulator;
  let instances: SharedInstance[] = [];
  beforeEach(async () => {
    redis = await startRedis();
    simulator = await startSimulator();
  });
  afterEach(async () => {
    redis.thaw();
    await Promise.all(instances.map((one) => one.close()));
    instances = [];
    await simulator.close();
    await redis.stop();
  });
  const channels = () => simulator.act.channels().filter(({ connected }) => connected);
  const all = (): Emitted[] => instances.flatMap(({ emitted }) => emitted);
  return {
    redis: () => redis,
    act: () => simulator.act,
    open: (options: Partial<InstanceOptions> = {}): SharedInstance => {
      const one = openInstance({ redisUrl: redis.url, url: simulator.url, names: [SUPPORT], ...options });
      instances.push(one);
      return one;
    },
    channels,
    isListening: (): boolean => channels().some(({ topics }) => topics.length > 0),
    call: (): string => simulator.act.customerCalls({ queue: "Support" }).conversationId,
    all,
    /** How often this event was emitted, in all instances. */
    countOf: (name: string, from: readonly Emitted[] = all()): number =>
      from.filter(({ event }) => event.event === name).length,
  };
};

export const SUPPORT = idOf("queue Support");
