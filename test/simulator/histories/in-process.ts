import { answer, targetOf } from "../../../nodes/lib/simulator/http/answer";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import type { Simulator } from "../../../nodes/lib/simulator/index";
import { channelsOf } from "../../../nodes/lib/simulator/notifications/channels";
import { createRouter } from "../../../nodes/lib/simulator/http/router";
import { routes } from "../../../nodes/lib/simulator/routes/index";
import { MEDIA_TOPICS } from "../../../nodes/lib/simulator/formatters/event-conversation";
import { topicModels } from "../../support/platform-models";

/** The simulated org without sockets, as its own server calls it: thousands of requests and frames take seconds. */

const router = createRouter(routes);

export interface Answered {
  status: number;
  /** As it would be received; undefined where nothing would. */
  body: unknown;
  operation: string | undefined;
}

export type Send = (method: string, path: string, body?: unknown, token?: string) => Promise<Answered>;

export const createSend =
  (simulator: Simulator, token: string): Send =>
  async (method, path, body, other = token) => {
    const url = new URL(path, "http://127.0.0.1");
    const target = targetOf(router, method, url.pathname);
    const reply = await answer(
      simulator.store,
      router,
      {
        method,
        path: url.pathname,
        query: url.searchParams,
        headers: { authorization: `Bearer ${other}`, "content-type": "application/json" },
        raw: Buffer.from(body === undefined ? "" : JSON.stringify(body)),
        correlationId: simulator.store.ids.next("correlation"),
        baseUrl: "http://127.0.0.1",
      },
      target,
    );
    const sent: unknown = reply.body === undefined ? undefined : JSON.parse(JSON.stringify(reply.body));
    return { status: reply.status, body: sent, operation: target.name };
  };

const DETAILS = [...topicModels().keys()].filter((topic) => topic.startsWith("v2.detail.events"));

const FOLLOWED = { users: ["Ada Agent", "Ben Agent", "Sam Supervisor"], queues: ["Support", "Sales"] };

/** What is reported of each user and each queue of the org beside their conversations. */
export const stateTopics = ({ store }: Simulator): string[] => [
  ...[...store.org.users.keys()].flatMap((id) =>
    ["presence", "routingStatus", ...MEDIA_TOPICS.map(([, word]) => `conversations.${word}`)].map(
      (word) => `v2.users.${id}.${word}`,
    ),
  ),
  ...[...store.org.queues.keys()].flatMap((id) =>
    ["observations", "activity"].map((word) => `v2.analytics.queues.${id}.${word}`),
  ),
];

/** Every topic of some users and queues, and the details of the conversations to come. */
const topicsOf = ({ store }: Simulator, conversations: number): string[] => {
  const whole = [
    ...FOLLOWED.users.map((name) => `v2.users.${idOf(`user ${name}`)}.conversations`),
    ...FOLLOWED.queues.map((name) => `v2.routing.queues.${idOf(`queue ${name}`)}.conversations`),
  ];
  const ids = [
    ...store.conversations.keys(),
    ...Array.from({ length: conversations }, (_, at) => idOf(`conversation ${at + 1}`)),
  ];
  return [
    ...whole.flatMap((topic) => [topic, ...MEDIA_TOPICS.map(([, word]) => `${topic}.${word}`)]),
    ...ids.flatMap((id) => DETAILS.map((topic) => topic.replace("{id}", id))),
  ];
};

/** Opens a channel for all of them and returns where its frames come in. */
export const subscribeToAll = async (
  simulator: Simulator,
  send: Send,
  conversations: number,
  receive: (frame: Record<string, unknown>) => void,
  more: readonly string[] = [],
): Promise<void> => {
  const opened = (await send("POST", "/api/v2/notifications/channels")).body as { id: string };
  const topics = [...topicsOf(simulator, conversations), ...more].map((id) => ({ id }));
  const path = `/api/v2/notifications/channels/${opened.id}/subscriptions`;
  const { status, body } = await send("PUT", path, topics);
  if (status !== 200) throw new Error(`The topics are refused: ${JSON.stringify(body)}`);
  const channel = channelsOf(simulator.store).get(opened.id);
  if (!channel) throw new Error("The channel is gone.");
  channel.socket = {
    send: (text) => receive(JSON.parse(text) as Record<string, unknown>),
    close: () => undefined,
    drop: () => undefined,
    stall: () => undefined,
  };
};
