import wrapUp from "../../../nodes/genesys-wrap-up";
import type { Simulator } from "../../../nodes/lib/simulator/index";
import type { Arrival } from "../flow";
import { nodeBench } from "./node-bench";
import { fromMessage } from "../seed";

const INPUTS = fromMessage(
  ...["conversationId", "userId", "participantId", "communicationId"],
  ...["code", "notes", "tags", "durationSeconds"],
);

/** The wrap-up node in a flow, and time that passes for it. */
export const wrapUpBench = () => {
  const { bench, open } = nodeBench(wrapUp, "genesys-wrap-up", INPUTS);
  const sockets = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 3));

  /** Lets sockets and virtual time run in turn. */
  const pass = async (ms: number, stepMs = 1_000): Promise<void> => {
    const { clock } = bench();
    const end = clock.now() + ms;
    while (clock.now() < end) {
      await sockets();
      await clock.advance(Math.min(stepMs, end - clock.now()));
    }
    await sockets();
  };
  const arrival = async (): Promise<Arrival> => {
    const [first] = bench().arrivals;
    if (first) return first;
    await pass(1_000);
    return arrival();
  };
  return { bench, open, pass, arrival };
};

/** A conversation of this queue that Ben has answered. */
export const answered = ({ act }: Simulator, queue = "Support", mediaType = "call") => {
  const { conversationId } = act.interactionArrives({ queue, mediaType });
  return act.agentAnswers(conversationId, { user: "Ben Agent" });
};

export const codeNamed = ({ org }: Simulator, name: string): string =>
  [...org.wrapupCodes.values()].find((code) => code.name === name)?.id ?? "";

export const legOf = ({ store }: Simulator, ids: { conversationId: string; communicationId: string }) =>
  store.conversations
    .get(ids.conversationId)
    ?.participants.flatMap(({ communications }) => communications)
    .find(({ id }) => id === ids.communicationId);

/** The requests that were to change something. */
export const posts = ({ log }: Simulator) =>
  log
    .entries()
    .filter(
      ({ method, operation }) =>
        method !== "GET" && operation !== undefined && !operation.startsWith("oauth"),
    );
