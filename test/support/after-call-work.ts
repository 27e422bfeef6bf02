import fc from "fast-check";
import type {
  Communication,
  Conversation,
  MediaType,
  Participant,
} from "../../nodes/lib/platform/conversation/conversation";
import type { Step } from "./story";

/** How an agent came by the conversation, and what became of their after-call work. */
export interface AgentPlan {
  medium: "call" | "callback" | "callbackThenCall";
  /** `unanswered`: the alert ended, and there is after-call work all the same, as some queues give it. */
  alert: "answered" | "declined" | "timedOut" | "unanswered";
  work: "wrapped" | "pending" | "skippedAtOnce" | "skippedLater" | "notApplicable" | "none";
  /** On legs that work; it says nothing of after-call work. */
  errorInfo: boolean;
  /** The frame at the end says `connected` beside the time of the end; it may lack `afterCallWork`, too. */
  lag: "no" | "state" | "work";
}

export const arbitraryAgents = fc.array(
  fc.record<AgentPlan>({
    medium: fc.constantFrom("call", "callback", "callbackThenCall"),
    alert: fc.constantFrom("answered", "answered", "answered", "declined", "timedOut", "unanswered"),
    work: fc.constantFrom("wrapped", "pending", "skippedAtOnce", "skippedLater", "notApplicable", "none"),
    errorInfo: fc.boolean(),
    lag: fc.constantFrom("no", "state", "work"),
  }),
  { minLength: 1, maxLength: 3 },
);

/** What has to be emitted about the after-call work of one agent. */
export interface Truth {
  participantId: string;
  started?: { communicationId: string; mediaType: MediaType };
  wrappedUp?: string;
}

const iso = (ms: number): string => new Date(ms).toISOString();
const ERROR = { code: "error.ininedgecontrol.session.inactive", message: "the session is inactive" };

/** A conversation as planned, one snapshot for each change, in less than half a minute. */
export const historyWithWork = (
  id: string,
  startMs: number,
  plans: readonly AgentPlan[],
): { steps: Step[]; truths: Truth[] } => {
  const conversation: Conversation = { id, startTime: iso(startMs), participants: [] };
  const steps: Step[] = [];
  const truths: Truth[] = [];
  let now = startMs;
  const pass = (change: () => void): void => {
    now += 300;
    change();
    steps.push({ at: now, conversation: structuredClone(conversation) });
  };
  const other = (purpose: string): Participant => ({
    id: `${id}-${purpose}`,
    purpose,
    connectedTime: iso(now),
    wrapupRequired: false,
    calls: [
      {
        id: `${id}-${purpose}-c`,
        state: "connected",
        initialState: "offering",
        connectedTime: iso(now),
        afterCallWork: {},
      },
    ],
  });
  pass(() => void conversation.participants.push(other("customer"), other("acd")));
  plans.forEach((plan, place) =>
    truths.push(playAgent(plan, `${id}-a${place}`, conversation, () => now, pass)),
  );
  return { steps, truths };
};

const playAgent = (
  { medium, alert, work, errorInfo, lag }: AgentPlan,
  id: string,
  conversation: Conversation,
  now: () => number,
  pass: (change: () => void) => void,
): Truth => {
  const main: Communication = {
    id: `${id}-main`,
    state: "alerting",
    initialState: "alerting",
    startAlertingTime: iso(now()),
  };
  const agent: Participant = {
    ...{ id, purpose: "agent", userId: `user-${id}`, wrapupRequired: false },
    ...(medium === "call" ? { calls: [main] } : { callbacks: [main] }),
  };
  const truth: Truth = { participantId: id };
  const mediaType = medium === "call" ? "call" : "callback";
  pass(() => void conversation.participants.push(agent));

  const isAnswered = alert === "answered";
  if (isAnswered)
    pass(() => {
      Object.assign(main, {
        state: "connected",
        connectedTime: iso(now()),
        ...(errorInfo ? { errorInfo: ERROR } : {}),
      });
      Object.assign(agent, { connectedTime: iso(now()), wrapupRequired: work !== "skippedAtOnce" });
    });
  if (isAnswered && medium === "callbackThenCall") {
    const call: Communication = { id: `${id}-call`, state: "contacting", initialState: "contacting" };
    pass(() => void (agent.calls = [call]));
    pass(() => void Object.assign(call, { state: "connected", connectedTime: iso(now()) }));
    pass(
      () =>
        void Object.assign(call, {
          state: "disconnected",
          disconnectedTime: iso(now()),
          disconnectType: "peer",
          afterCallWork: {},
        }),
    );
  }

  const hasWork = alert === "answered" || alert === "unanswered";
  const isPending = hasWork && ["wrapped", "pending", "skippedLater"].includes(work);
  const endedAt = now() + 300;
  const end = (): void => {
    const disconnectType = alert === "timedOut" ? "system" : "client";
    Object.assign(main, { state: "disconnected", disconnectType, disconnectedTime: iso(endedAt) });
    agent.endTime = iso(endedAt);
    if (isPending) {
      agent.startAcwTime = iso(endedAt);
      main.afterCallWork = { state: "pending", startTime: iso(endedAt) };
    } else if (hasWork && work === "skippedAtOnce")
      main.afterCallWork = { state: "skipped", startTime: iso(endedAt), endTime: iso(endedAt) };
    else if (hasWork && work === "notApplicable") {
      agent.startAcwTime = iso(endedAt);
      main.afterCallWork = { state: "notApplicable" };
    } else main.afterCallWork = {};
  };
  if (lag !== "no" && isAnswered)
    pass(() => {
      end();
      main.state = "connected";
      delete agent.endTime;
      if (lag === "work" && isPending) delete main.afterCallWork;
    });
  pass(end);
  if (!isPending) return truth;
  truth.started = { communicationId: main.id, mediaType };
  if (work === "pending") return truth;
  pass(() => {
    const state = work === "wrapped" ? "complete" : "skipped";
    main.afterCallWork = { ...main.afterCallWork, state, endTime: iso(now()) };
    agent.endAcwTime = iso(now());
    if (work === "wrapped") main.wrapup = agent.wrapup = { code: `code-${id}`, endTime: iso(now()) };
  });
  if (work === "wrapped") truth.wrappedUp = `code-${id}`;
  return truth;
};
