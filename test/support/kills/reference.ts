import { accountSettings } from "../../../nodes/lib/platform/auth/settings";
import { compose } from "../../../nodes/lib/platform/compose";
import { listen } from "../../../nodes/lib/platform/events/listen";
import { messageOf } from "../../../nodes/lib/platform/events/message";
import { realClock } from "../../../nodes/lib/platform/time/clock";
import { until } from "../until";
import { microseconds, type Report } from "./instance";

/** A listener of its own that is never disturbed: its events are those that the instances have to emit. */
export const startReference = async (
  url: string,
  onEvent: (report: Report) => void,
): Promise<() => Promise<void>> => {
  const composition = compose({
    settings: accountSettings.parse({ region: "custom", apiUrl: url, loginUrl: url }),
    credentials: { clientId: "simulator", clientSecret: "simulator" },
    clock: realClock,
    openSimulator: () => Promise.reject(new Error("not here")),
    onState: () => undefined,
    log: { info: () => undefined, warn: () => undefined },
  });
  let isConnected = false;
  const stop = listen({
    events: composition.events(),
    client: composition.client(),
    scope: "queue",
    names: ["Support", "Sales"],
    onState: ({ kind }) => (isConnected = kind === "connected"),
    onUnknown: (_names, sentence) => {
      throw new Error(sentence);
    },
    onTrouble: () => undefined,
    onEvent: (event) => {
      const { event: name, conversationId, participantId, communicationId, payload } = messageOf(event) as Partial<Report> & {
        payload?: { messageId?: string; id?: string };
      };
      const messageId = name === "messageReceived" ? (payload?.messageId ?? payload?.id) : undefined;
      const ids = { event: name, conversationId, participantId, communicationId, messageId };
      onEvent(JSON.parse(JSON.stringify({ instance: "reference", at: microseconds(), ...ids })) as Report);
    },
  });
  await until(() => isConnected);
  return async () => {
    stop();
    await composition.close();
  };
};
