import type { NodeAPI } from "node-red";
import type { AccountNode, AccountWindow } from "../node/account";
import type { SimulatedChanges } from "../node/simulate";
import type { Conversation } from "../platform/conversation/conversation";
import { asConversation } from "../platform/events/snapshot";
import type { Clock } from "../platform/types";
import type { Begun } from "../node/journal";
import { followOrg } from "./follow-org";
import { createMessages, shownMessage } from "./messages";
import { shownTimeline, type Sight } from "./shown";
import { follow, type Timeline } from "./timeline";

/** After this long without a request of a browser, nothing is gathered any more, and what was is dropped. */
const LEASE_MS = 60_000;
/** A browser is notified no more often. */
const NOTIFY_MS = 250;
/** The newest conversations that are kept of an account. */
const MOST = 600;

export interface ViewParts {
  RED: NodeAPI;
  clock: Clock;
  id: string;
  /** The account as it is deployed now. */
  account: () => AccountNode | undefined;
  onEnd: () => void;
}

interface Seen {
  timeline: Timeline;
  revision: number;
}

/** What is gathered of one account while a sidebar shows it. */
export const createView = ({ RED, clock, id, account, onEnd }: ViewParts) => {
  const seen = new Map<string, Seen>();
  /** A browser that has what another view gathered receives everything. */
  const era = String(clock.now());
  let revision = 0;
  let published = 0;
  let attached: { account: AccountNode; leave: () => void } | undefined;
  let stopNotify: (() => void) | undefined;
  let stopLease: (() => void) | undefined;
  let gone: string[] = [];
  let isSimulated = false;

  const now = (): number => nowOf(windowOf(account), clock);
  const changed = (): number => {
    stopNotify ??= clock.after(NOTIFY_MS, () => {
      stopNotify = undefined;
      if (published === revision) return;
      published = revision;
      RED.comms.publish(`genesys-cloud/${id}`, { revision: `${era}-${revision}` }, false);
    });
    return (revision += 1);
  };
  const messages = createMessages(now, changed);

  const see = (body: unknown): void => {
    const conversation = asConversation(body);
    if (conversation === undefined) return;
    gone = gone.filter((one) => one !== conversation.id);
    const timeline = follow(seen.get(conversation.id)?.timeline, conversation, now());
    seen.delete(conversation.id);
    seen.set(conversation.id, { timeline, revision: changed() });
    if (seen.size > MOST) forget(dispensableOf(seen));
  };
  const forget = (one: string): void => {
    if (!seen.delete(one)) return;
    gone = [...gone, one].slice(-MOST);
    changed();
  };

  const onChanges = ({ ids, conversations }: SimulatedChanges): void => {
    isSimulated = true;
    for (const one of [...seen.keys()]) if (!ids.includes(one)) forget(one);
    for (const body of conversations) see(body);
  };

  const attach = (): void => {
    const present = account();
    if (present === attached?.account) return;
    attached?.leave();
    attached = undefined;
    const window = windowOf(account);
    if (present === undefined || window === undefined) return;
    try {
      // A simulated org is read whole: its notifications would only repeat that, later.
      const onReported = (conversation: Conversation): void => {
        try {
          if (!isSimulated) see(conversation);
        } catch {
          // the flow receives its events, whatever cannot be drawn of them
        }
      };
      const followed = followOrg(clock, window, onChanges);
      const leaves = [window.conversations(onReported), followed];
      attached = { account: present, leave: () => leaves.forEach((leave) => leave()) };
    } catch {
      // its settings cannot be used, as its nodes show
    }
  };

  const end = (): void => {
    stopLease?.();
    stopNotify?.();
    attached?.leave();
    attached = undefined;
    onEnd();
  };

  return {
    id,
    /** After a deploy, the account may be another node. */
    attach,
    end,
    /** A browser shows it, or has shown it a moment ago. */
    renew: (): void => {
      stopLease?.();
      stopLease = clock.after(LEASE_MS, end);
      attach();
    },
    record: (begun: Begun) => messages.begin(begun),
    /** What has changed since a browser has looked. */
    look: (since: string, personal: boolean): object => {
      const [theirs, number] = since.split("-");
      const from = theirs === era && Number(number) <= revision ? Number(number) : -1;
      const window = windowOf(account);
      const sight: Sight = { names: isSimulated && window?.isSimulated === true, personal };
      return {
        revision: `${era}-${revision}`,
        whole: from < 0,
        ...stateOf(window, clock),
        deployed: window !== undefined,
        simulated: isSimulated,
        ...(from >= 0 ? { gone } : {}),
        conversations: [...seen.values()]
          .filter((one) => one.revision > from)
          .map(({ timeline }) => shownTimeline(timeline, sight)),
        messages: messages.since(from).map((one) => shownMessage(one, sight)),
      };
    },
  };
};

const windowOf = (account: ViewParts["account"]): AccountWindow | undefined => {
  try {
    return account()?.window?.();
  } catch {
    return undefined; // the account's settings cannot be used, as its nodes show
  }
};

const nowOf = (window: AccountWindow | undefined, clock: Clock): number => {
  try {
    return window?.state().now ?? clock.now();
  } catch {
    return clock.now();
  }
};

/** The one that was seen longest ago, of those that have ended if there are any. */
const dispensableOf = (seen: ReadonlyMap<string, Seen>): string => {
  for (const [id, { timeline }] of seen) if (timeline.to !== undefined) return id;
  return seen.keys().next().value ?? "";
};

const stateOf = (window: AccountWindow | undefined, clock: Clock): object => {
  try {
    const state = window?.state();
    if (state !== undefined) return { ...state, here: clock.now() };
  } catch {
    // as its nodes show
  }
  return { now: clock.now(), here: clock.now() };
};

export type View = ReturnType<typeof createView>;
