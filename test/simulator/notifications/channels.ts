import { idOf } from "../../../nodes/lib/simulator/store/ids";
import type { Caller } from "../caller";

export const CHANNELS = "/api/v2/notifications/channels";
export const ADA = idOf("user Ada Agent");
export const OWN = `v2.users.${ADA}.conversations`;

export interface Opened {
  id: string;
  connectUri: string;
  expires: string;
}

/** What specs do with channels, as the caller of the moment. */
export const channelCalls = (caller: () => Caller) => {
  const open = async (by = caller()): Promise<Opened> =>
    (await by.call("POST", CHANNELS)).body as unknown as Opened;
  const subscribe = (method: string, { id }: Opened, topics: readonly string[], query = "", by = caller()) =>
    by.call(
      method,
      `${CHANNELS}/${id}/subscriptions${query}`,
      topics.map((topic) => ({ id: topic })),
    );
  const topicsOf = async ({ id }: Opened): Promise<string[]> =>
    (
      (await caller().call("GET", `${CHANNELS}/${id}/subscriptions`)).body["entities"] as { id: string }[]
    ).map((each) => each.id);
  const head = async ({ id }: Opened, by = caller()): Promise<number> =>
    (await by.call("HEAD", `${CHANNELS}/${id}`)).status;
  return { open, subscribe, topicsOf, head };
};
