import { openerOf } from "../../nodes/lib/backplane/open-backplane";
import { accountSettings } from "../../nodes/lib/platform/auth/settings";
import type { RedisCommands } from "../../nodes/lib/platform/backplane/types";
import { compose } from "../../nodes/lib/platform/compose";
import type { ConversationEvent } from "../../nodes/lib/platform/events/types";
import { leadConversations, type LeadParts } from "../../nodes/lib/platform/shared-events/lead-conversations";
import { realClock } from "../../nodes/lib/platform/time/clock";
import { openConnection } from "./backplane";
import { redWith } from "./backplanes-in-redis";

export interface Emitted {
  event: ConversationEvent;
  redelivered: boolean;
}

export interface SharedInstance {
  emitted: Emitted[];
  warnings: string[];
  isLeading(): boolean;
  /** Ends as a process does that is killed: nothing is given back, nothing is written any more. */
  kill(): void;
  /** Stops as a process under SIGSTOP; the returned function lets it go on. Its timers do not know of it. */
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
  const wrap = (commands: RedisCommands): RedisCommands => ({
    call: (...args) =>
      isDead
        ? new Promise(() => undefined)
        : commands.call(...args).then((reply) => (isDead ? new Promise(() => undefined) : reply)),
    duplicate: () => wrap(commands.duplicate()),
    disconnect: () => commands.disconnect(),
    isGone: () => commands.isGone?.() === true,
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
  let isLeading = false;
  const leave = composition.sharedEvents()?.join({
    name,
    lead: (lead) =>
      leadConversations(
        {
          ...{ events: composition.events(), client: composition.client(), clock: realClock },
          ...{ scope, names, wantsTranscripts: false, hasFrames: false },
          ...{ onState: () => undefined, onUnknown: () => undefined },
          onTrouble: (text) => void warnings.push(text),
        },
        lead,
      ),
    deliver: async (value, redelivered) => {
      if (isDead) return new Promise(() => undefined);
      const one = { event: (value as { event: ConversationEvent }).event, redelivered };
      emitted.push(one);
      await onEmit?.(one);
    },
    onRole: (leads) => (isLeading = leads),
  });
  return {
    emitted,
    warnings,
    isLeading: () => isLeading && !isDead,
    leave: () => leave?.(),
    kill: () => {
      isDead = true;
      composition.events().close();
    },
    close: async () => {
      if (!isDead) await composition.close();
      await connection.close();
    },
  };
};
