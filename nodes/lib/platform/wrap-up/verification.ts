import type { Conversation, WrapUp } from "../conversation/conversation";
import { GenesysError, isGenesysError } from "../errors/errors";
import type { Located, Target } from "../conversation/target";
import type { CallOptions, Client } from "../types";
import { waitFor, SETTLE_MS } from "../time/wait";
import { wrapupState, type WrapUpState } from "./state";
import { getConversation, locateIn } from "../api/conversations";
import { mayPassWithTime } from "./reading";

/** Another code may be seen in the moment before the accepted one takes effect over it. */
const GRACE_MS = 2_000;

interface Verification {
  target: Target;
  ids: Omit<Located, "leg">;
  isWished: (state: Extract<WrapUpState, { is: "wrapped" }>) => boolean;
  signal: AbortSignal;
}

/** Accepted is not done: the conversation shows what became of it. */
export const verifyWrapup = async (
  client: Client,
  { target, ids, isWished, signal }: Verification,
): Promise<WrapUp> => {
  const { conversationId } = target;
  const deadline = client.clock.now() + SETTLE_MS;
  const facts = { ...ids, outcome: "unknown" as const };
  let pause = 100;
  let otherSince: number | undefined;
  const look = async (looking: AbortSignal): Promise<WrapUp | undefined> => {
    // The message carries the facts of the wrap-up's request, not those of these reads.
    const options = { signal: looking, deadline, onFacts: undefined };
    const conversation = await readAccepted(client, ids, options);
    if (conversation === undefined) return undefined;
    const { leg } = locateIn(conversation, { party: "ids", ...ids }, target, { phase: "lastConnected" });
    const state = leg && wrapupState(leg);
    if (state?.is !== "wrapped") return undefined;
    if (isWished(state)) return state.wrapup;
    otherSince ??= client.clock.now();
    if (client.clock.now() - otherSince < GRACE_MS) return undefined;
    throw new GenesysError(
      "conflict",
      "The wrap-up was accepted, but another code was set at the same moment and applies.",
      { ...facts, outcome: "refused", wrapup: { code: state.wrapup.code, name: state.wrapup.name } },
    );
  };
  const dueAt = (): number => client.clock.now() + (pause *= 1.5);
  const found = await waitFor(client, { conversationId, look, deadline, dueAt, signal });
  if (found !== undefined) return found;
  throw new GenesysError(
    "timeout",
    "The wrap-up was accepted, but the conversation does not show it yet.",
    facts,
  );
};

/** A read that fails proves nothing: the wrap-up was accepted, and the next read may succeed. */
const readAccepted = async (
  client: Client,
  ids: Omit<Located, "leg">,
  options: CallOptions,
): Promise<Conversation | undefined> => {
  try {
    return await getConversation(client, ids.conversationId, options);
  } catch (error) {
    if (!isGenesysError(error) || error.code === "closed") throw error;
    if (mayPassWithTime(error)) return undefined;
    const message = `The wrap-up was accepted, but cannot be verified: ${error.message}`;
    throw new GenesysError(error.code, message, { ...error.cause, ...ids, outcome: "unknown" });
  }
};
