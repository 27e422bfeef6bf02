import type {
  Communication,
  Conversation,
  MediaType,
  Participant,
} from "../../nodes/lib/platform/conversation/conversation";

export interface Step {
  at: number;
  conversation: Conversation;
}

export const QUEUE = "queue-1";

/** A conversation that is built step by step: each verb lets `ms` pass and leaves a snapshot, as REST would show it. */
export const createStory = (id: string, startMs: number, mediaType: MediaType = "call") => {
  const array = `${mediaType}s` as const;
  const steps: Step[] = [];
  const conversation: Conversation = { id, startTime: iso(startMs), participants: [] };
  let now = startMs;
  let serial = 0;
  let consulting: { agent: Participant; guest: Participant } | undefined;

  const join = (purpose: string, more: Partial<Participant>, leg: Partial<Communication>): Participant => {
    const number = ++serial;
    const participant: Participant = {
      id: `${id}-p${number}`,
      purpose,
      startTime: iso(now),
      queueId: QUEUE,
      ...more,
      [array]: [{ id: `${id}-c${number}`, held: false, direction: "inbound", ...leg }],
    };
    conversation.participants.push(participant);
    return participant;
  };
  const legOf = (participant: Participant): Communication => participant[array]![0]!;
  const isLive = (participant: Participant): boolean => legOf(participant).disconnectedTime === undefined;
  const last = (purpose: string): Participant =>
    conversation.participants.findLast((one) => one.purpose === purpose && isLive(one)) ??
    conversation.participants.findLast((one) => one.purpose === purpose)!;
  const connect = (participant: Participant): void => {
    participant.connectedTime = iso(now);
    Object.assign(legOf(participant), { state: "connected", connectedTime: iso(now) });
  };
  const end = (participant: Participant, disconnectType: string): void => {
    if (!isLive(participant)) return;
    participant.endTime = iso(now);
    const leg = legOf(participant);
    Object.assign(leg, { state: "disconnected", disconnectType, disconnectedTime: iso(now) });
    delete leg.startHoldTime;
    leg.held = false;
    if (participant.purpose !== "agent" || leg.connectedTime === undefined || isSupervisor(participant))
      return;
    participant.startAcwTime = iso(now);
    leg.afterCallWork = { state: "pending", startTime: iso(now) };
  };
  const isSupervisor = (one: Participant): boolean => one["monitoredParticipantId"] !== undefined;
  const close = (): void => {
    if (conversation.participants.every((one) => !isLive(one))) conversation.endTime = iso(now);
  };
  const step =
    <Args extends unknown[]>(verb: (...args: Args) => void) =>
    (ms: number, ...args: Args) => {
      now += ms;
      verb(...args);
      close();
      steps.push({ at: now, conversation: structuredClone(conversation) });
      return story;
    };
  const alert = (userId: string): void =>
    void join(
      "agent",
      { userId },
      { state: "alerting", initialState: "alerting", startAlertingTime: iso(now) },
    );
  const messages = (purpose: string): unknown[] => {
    const leg = legOf(last(purpose)) as Communication & { messages?: unknown[] };
    return (leg.messages ??= []);
  };

  const story = {
    steps,
    arrive: step(() => {
      connect(join("customer", { attributes: {} }, { state: "connected", initialState: "connected" }));
      connect(join("acd", {}, { state: "connected", initialState: "connected" }));
    }),
    alert: step(alert),
    decline: step(() => end(last("agent"), "client")),
    answer: step(() => {
      connect(last("agent"));
      end(last("acd"), "transfer");
    }),
    hold: step(() => void Object.assign(legOf(last("agent")), { held: true, startHoldTime: iso(now) })),
    resume: step(() => {
      legOf(last("agent")).held = false;
      delete legOf(last("agent")).startHoldTime;
    }),
    setAttribute: step((name: string, value: string) => {
      last("customer").attributes = { ...last("customer").attributes, [name]: value };
    }),
    supervise: step((mode: "monitored" | "coached" | "barged") => {
      const target = last("agent").id;
      connect(
        join(
          "user",
          { userId: "supervisor", [`${mode}ParticipantId`]: target },
          { initialState: "connected" },
        ),
      );
    }),
    /** A blind transfer: the first agent goes when the second is alerted. */
    transferTo: step((userId: string) => {
      end(last("agent"), "transfer");
      alert(userId);
    }),
    conference: step((userId: string) => {
      join("agent", { userId }, { initialState: "alerting", startAlertingTime: iso(now - 1) });
      connect(last("agent"));
    }),
    /** The customer waits while the agent asks a colleague or an external party. */
    consult: step((purpose: "agent" | "user" | "external") => {
      const agent = last("agent");
      join(
        purpose,
        purpose === "external" ? {} : { userId: "consulted" },
        purpose === "external"
          ? { state: "dialing", initialState: "dialing" }
          : { state: "alerting", initialState: "alerting", startAlertingTime: iso(now) },
      );
      const guest = conversation.participants.at(-1)!;
      for (const one of [agent, guest, last("customer")]) one["consultParticipantId"] = last("customer").id;
      consulting = { agent, guest };
    }),
    answerConsult: step(() => connect(consulting!.guest)),
    endConsult: step((completed: boolean) => {
      end(completed ? consulting!.agent : consulting!.guest, completed ? "transfer" : "client");
      for (const one of conversation.participants) delete one["consultParticipantId"];
    }),
    say: step((messageId: string) => {
      messages("customer").push({ messageId, messageTime: iso(now), messageStatus: "received" });
    }),
    reply: step((messageId: string) => {
      messages("agent").push({ messageId, messageTime: iso(now), messageStatus: "queued" });
    }),
    deliver: step((messageStatus: string) => {
      Object.assign(messages("agent").at(-1) as object, { messageStatus });
    }),
    customerLeaves: step(() => {
      end(last("customer"), "endpoint");
      for (const one of conversation.participants) end(one, "peer");
    }),
    agentLeaves: step(() => {
      end(last("agent"), "client");
      for (const one of conversation.participants) end(one, "peer");
    }),
    wrapUp: step((code: string) => {
      const agent = conversation.participants.findLast((one) => one.startAcwTime !== undefined);
      if (agent === undefined) return;
      agent.wrapup = { code, endTime: iso(now) };
      agent.endAcwTime = iso(now);
      legOf(agent).afterCallWork = { ...legOf(agent).afterCallWork, state: "complete", endTime: iso(now) };
    }),
  };
  return story;
};

export type Story = ReturnType<typeof createStory>;

const iso = (ms: number): string => new Date(ms).toISOString();

const MEDIA = ["calls", "callbacks", "messages", "emails"] as const;

/** The same as a notification of a user's or a queue's topic has it: other names, fewer fields. */
export const asEventBody = (conversation: Conversation): Record<string, unknown> => {
  const body: Record<string, unknown> & Conversation = structuredClone(conversation);
  delete body.startTime;
  delete body.endTime;
  for (const participant of body.participants) {
    delete participant.startTime;
    participant["additionalProperties"] = {};
    for (const array of MEDIA)
      for (const leg of participant[array] ?? []) {
        delete leg.startAlertingTime;
        leg.disconnectType &&= leg.disconnectType.replace("donotdisturb", "dnd");
      }
  }
  return body;
};

/** The first half of an inconsistent pair: the state lags behind the times beside it. */
export const lagging = (body: Record<string, unknown>): Record<string, unknown> => {
  const copy = structuredClone(body) as unknown as Conversation;
  for (const participant of copy.participants) {
    delete participant.endTime;
    for (const array of MEDIA)
      for (const leg of participant[array] ?? [])
        if (leg.disconnectedTime !== undefined && leg.connectedTime !== undefined) leg.state = "connected";
  }
  return copy;
};
