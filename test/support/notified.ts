import { GenesysError } from "../../nodes/lib/platform/errors/errors";
import type { Connect, SocketListener } from "../../nodes/lib/platform/http/socket";
import type { CallOptions, Client, Clock, PlatformRequest } from "../../nodes/lib/platform/types";

interface Socket {
  channel: string;
  listener: SocketListener;
  sent: string[];
  open: boolean;
  /** Half open: nothing comes any more, and neither side reports it. */
  stalled: boolean;
}

/** Scripts the collaborators of the events: a client that responds from tables, sockets that send what the spec hands them. */
export const createNotified = (clock: Clock) => {
  const requests: {
    at: number;
    operation: string;
    path: string;
    topics: string[];
    tokenNewerThan?: number | undefined;
  }[] = [];
  const sockets: Socket[] = [];
  const subscribed = new Map<string, string[]>();
  const conversations = new Map<string, () => unknown>();
  const script = {
    /** Thrown by the next requests of an operation, one each; a promise is waited for instead. */
    failures: new Map<string, (Error | Promise<never>)[]>(),
    handshakes: [] as (Error | Promise<never>)[],
    refused: new Map<string, string[]>(),
    unknown: new Set<string>(),
    /** What analytics finds between two times. */
    find: (_fromMs: number, _toMs: number): string[] => [],
    lifeMs: 24 * 60 * 60_000,
  };

  const answer = async (
    { operation, path, body }: PlatformRequest,
    { tokenNewerThan }: CallOptions & { tokenNewerThan?: number | undefined } = {},
  ): Promise<unknown> => {
    const topics = Array.isArray(body) ? (body as { id: string }[]).map(({ id }) => id) : [];
    requests.push({ at: clock.now(), operation, path, topics, tokenNewerThan });
    const number = requests.filter((one) => one.operation === operation).length;
    await Promise.resolve();
    const failure = script.failures.get(operation)?.shift();
    if (failure !== undefined) throw await failure;
    if (operation === "postNotificationsChannels") {
      const id = `channel-${number}`;
      subscribed.set(id, []);
      return {
        id,
        connectUri: `wss://x.example/${id}`,
        expires: new Date(clock.now() + script.lifeMs).toISOString(),
      };
    }
    const [channel = "", conversation = ""] = [path.split("/")[5], path.split("/")[4]];
    if (operation === "postAnalyticsConversationsDetailsQuery") {
      const [from = 0, to = 0] = (body as { interval: string }).interval.split("/").map(Date.parse);
      return { conversations: script.find(from, to).map((conversationId) => ({ conversationId })) };
    }
    if (operation === "getConversation") {
      const read = conversations.get(conversation);
      if (read === undefined) throw failureOf("missing", 404);
      return read();
    }
    if (!subscribed.has(channel)) throw failureOf("missing", 404);
    if (topics.some((topic) => script.unknown.has(topic)))
      throw failureOf("rejected", 400, { platformCode: "notification.invalid.topic" });
    const before = operation.startsWith("post") ? (subscribed.get(channel) ?? []) : [];
    subscribed.set(channel, [
      ...new Set([...before, ...topics.filter((topic) => !script.refused.has(topic))]),
    ]);
    return {
      entities: topics.map((id) => ({
        id,
        ...(script.refused.has(id)
          ? { state: "Rejected", missingPermissions: script.refused.get(id) }
          : { state: "Permitted" }),
      })),
    };
  };

  const connect: Connect = async (url, listener) => {
    await Promise.resolve();
    const failure = script.handshakes.shift();
    if (failure !== undefined) throw await failure;
    const channel = url.split("/").at(-1) ?? "";
    if (!subscribed.has(channel)) throw failureOf("missing", 404);
    const socket: Socket = { channel, listener, sent: [], open: true, stalled: false };
    sockets.push(socket);
    return { send: (text) => void socket.sent.push(text), close: () => void (socket.open = false) };
  };

  const open = (): Socket[] => sockets.filter((socket) => socket.open);
  const alive = (): Socket[] => open().filter((socket) => !socket.stalled);
  return {
    ...script,
    script,
    requests,
    sockets,
    subscribed,
    conversations,
    open,
    connect,
    client: {
      grant: "client-credentials",
      clock,
      random: () => 0.5,
      platformTime: (at: number) => at,
      request: answer,
      remember: (_key: string, _forMs: number, read: () => unknown) => read(),
    } as unknown as Client,
    of: (operation: string) => requests.filter((one) => one.operation === operation),
    /** Sends a notification over every socket whose channel has the topic. */
    send: (topicName: string, eventBody: unknown, correlationId?: string): void => {
      const text = JSON.stringify({
        topicName,
        version: "2",
        eventBody,
        metadata: { CorrelationId: correlationId },
      });
      for (const { channel, listener } of open())
        if (isSubscribed(subscribed.get(channel), topicName)) listener.onText(text);
    },
    beat: (): void => {
      const text = '{"topicName":"channel.metadata","eventBody":{"message":"WebSocket Heartbeat"}}';
      for (const { listener } of alive()) listener.onText(text);
    },
    stall: (): void => {
      for (const socket of open()) socket.stalled = true;
    },
    drop: (code?: number): void => {
      for (const socket of open()) {
        socket.open = false;
        socket.listener.onEnd({ code });
      }
    },
  };
};

const isSubscribed = (topics: readonly string[] = [], topicName: string): boolean =>
  topicName.startsWith("v2.system") ||
  topics.some((topic) => topic.toLowerCase() === topicName.toLowerCase());

export const failureOf = (
  code: ConstructorParameters<typeof GenesysError>[0],
  status: number,
  facts: Record<string, unknown> = {},
): GenesysError => new GenesysError(code, `refused with ${status}`, { outcome: "refused", status, ...facts });
