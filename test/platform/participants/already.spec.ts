import assert from "node:assert/strict";
import {
  updateParticipant,
  type ParticipantUpdate,
} from "../../../nodes/lib/platform/participants/update-participant";
import type { Communication, Participant } from "../../../nodes/lib/platform/conversation/conversation";
import { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { PARTICIPANT_ACTIONS, type ParticipantAction } from "../../../nodes/lib/platform/participants/ways";
import type { Target } from "../../../nodes/lib/platform/conversation/target";
import type { ExchangeRequest, Grant } from "../../../nodes/lib/platform/types";
import { composeClient } from "../../support/client";
import { createClock } from "../../support/clock";
import { at, connected, conversation, leg, party } from "../../support/conversation";
import { ok } from "../../support/scripted-client";

/** What becomes of an action: it is sent, nothing has to be, or an error with this code. */
type Verdict = "send" | "already" | "noTarget" | "input";
type ChangeVerdicts = Partial<Record<ParticipantAction, Verdict>>;

const OFF = {
  held: false,
  muted: false,
  confined: false,
  recording: false,
  recordingState: "none",
  securePause: false,
};
const ON = { held: true, muted: true, confined: true, recording: true, recordingState: "active" };

/** A leg on which nothing is switched on: what would switch something off need not be sent. */
const ALL_OFF: ChangeVerdicts = {
  disconnect: "send",
  hold: "send",
  resume: "already",
  mute: "send",
  unmute: "already",
  confine: "send",
  release: "already",
  record: "send",
  stopRecording: "already",
  setAttributes: "send",
  transfer: "send",
};
const ALL_SENT = Object.fromEntries(Object.keys(ALL_OFF).map((action) => [action, "send"])) as ChangeVerdicts;
/** Only who is gone need not be disconnected; nothing else can be done to them. */
const ENDED = Object.fromEntries(
  Object.keys(ALL_OFF).map((action) => [action, action === "disconnect" ? "already" : "noTarget"]),
) as ChangeVerdicts;

const live = (more: Partial<Communication>) =>
  leg("k", "connected", { connectedTime: at(5), ...OFF, ...more });
const without = (...names: (keyof typeof OFF)[]): Partial<Communication> =>
  Object.fromEntries(Object.entries(OFF).filter(([name]) => !names.includes(name as keyof typeof OFF)));
const recordingAs = (more: Partial<Communication>) =>
  leg("k", "connected", {
    connectedTime: at(5),
    ...without("recording", "recordingState", "securePause"),
    ...more,
  });
const BOTH_SENT: ChangeVerdicts = { ...ALL_OFF, record: "send", stopRecording: "send" };
const RECORDED: ChangeVerdicts = { ...ALL_OFF, record: "already", stopRecording: "send" };
const ERROR = { code: "error.ininedgecontrol.session.inactive", message: "the session is inactive" };

const LEGS: [
  state: string,
  leg: Communication,
  participant: Partial<Participant>,
  verdicts: ChangeVerdicts,
][] = [
  ["connected", live({}), {}, ALL_OFF],
  ["connected, and nothing else is known", leg("k", "connected", { connectedTime: at(5) }), {}, ALL_SENT],
  [
    "connected, with null for all that is not known",
    leg("k", "connected", {
      ...(Object.fromEntries(Object.keys(OFF).map((name) => [name, null])) as Partial<Communication>),
    }),
    {},
    ALL_SENT,
  ],
  ["connected, with errorInfo", live({ errorInfo: ERROR }), { errorInfo: ERROR }, ALL_OFF],
  ["held", live({ held: true, startHoldTime: at(9) }), {}, { ...ALL_OFF, hold: "already", resume: "send" }],
  ["muted", live({ muted: true }), {}, { ...ALL_OFF, mute: "already", unmute: "send" }],
  // A confined party is held, too, by the confinement: whether it was also put on hold is not known.
  [
    "confined",
    live({ confined: true, held: true }),
    {},
    { ...ALL_OFF, confine: "already", release: "send", hold: "send", resume: "send" },
  ],
  [
    "confined, and said not to be held",
    live({ confined: true }),
    {},
    { ...ALL_OFF, confine: "already", release: "send", hold: "send", resume: "send" },
  ],
  ["recorded", live({ recording: true, recordingState: "active" }), {}, RECORDED],
  ["recorded, by the flag alone", recordingAs({ recording: true }), {}, RECORDED],
  ["recorded, by the state alone", recordingAs({ recordingState: "active" }), {}, RECORDED],
  ["recorded, in capitals", recordingAs({ recording: true, recordingState: "ACTIVE" }), {}, RECORDED],
  ["not recorded, by the flag alone", recordingAs({ recording: false }), {}, ALL_OFF],
  ["not recorded, by the state alone", recordingAs({ recordingState: "NONE" }), {}, ALL_OFF],
  ["securely paused", live({ recording: true, recordingState: "paused", securePause: true }), {}, BOTH_SENT],
  [
    "paused, without the flag of the secure pause",
    live({ recording: true, recordingState: "paused" }),
    {},
    BOTH_SENT,
  ],
  ["paused, by the state alone", recordingAs({ recordingState: "paused" }), {}, BOTH_SENT],
  ["paused, by the secure pause alone", recordingAs({ securePause: true }), {}, BOTH_SENT],
  [
    "paused, by the secure pause beside a recording",
    live({ ...ON, held: false, muted: false, confined: false, securePause: true }),
    {},
    BOTH_SENT,
  ],
  ["paused, and said not to be recorded", live({ recordingState: "paused" }), {}, BOTH_SENT],
  ["recorded by the flag, not by the state", live({ recording: true }), {}, RECORDED],
  ["recorded by the state, not by the flag", live({ recordingState: "active" }), {}, BOTH_SENT],
  ...["alerting", "dialing", "contacting", "offering", "queued", "none"].flatMap(
    (state): (typeof LEGS)[number][] => [
      [state, leg("k", state, OFF), {}, ALL_OFF],
      // Nobody can be on hold before they have answered: such flags are not believed.
      [`${state}, with everything switched on`, leg("k", state, ON), {}, ALL_SENT],
      [`${state}, and nothing else is known`, leg("k", state), {}, ALL_SENT],
    ],
  ),
  [
    "disconnected",
    leg("k", "disconnected", { ...OFF, connectedTime: at(5), disconnectedTime: at(9) }),
    {},
    ENDED,
  ],
  [
    "disconnected, and never connected",
    leg("k", "disconnected", { ...OFF, disconnectedTime: at(9) }),
    {},
    ENDED,
  ],
  ["disconnected, without any time", leg("k", "disconnected"), {}, ENDED],
  ["disconnected while held and recorded", leg("k", "disconnected", ON), {}, ENDED],
  ["terminated", leg("k", "terminated", { connectedTime: at(5) }), { endTime: at(9) }, ENDED],
  ["terminated, and never connected", leg("k", "terminated"), {}, ENDED],
  ["connected, with a disconnected time", live({ disconnectedTime: at(9) }), {}, ENDED],
  ["alerting, with a disconnected time", leg("k", "alerting", { disconnectedTime: at(9) }), {}, ENDED],
  ["connected, of a participant who has left", live({}), { endTime: at(9) }, ENDED],
  ["ended, with errorInfo", leg("k", "disconnected", { errorInfo: ERROR }), { errorInfo: ERROR }, ENDED],
];

/** Who they are: what they are to the conversation changes nothing about what is already so. */
const PEOPLE: [who: string, participant: Partial<Participant>, target: Partial<Target>][] = [
  ["an agent", { purpose: "agent", userId: "ann" }, { target: "agent" }],
  ["a user", { purpose: "user", userId: "ann" }, { target: "user", userId: "ann" }],
  ["a customer", { purpose: "customer" }, { target: "customer" }],
  ["an external party", { purpose: "external" }, { target: "customer" }],
  [
    "who monitors",
    { purpose: "user", userId: "ann", monitoredParticipantId: "a" },
    { target: "user", userId: "ann" },
  ],
  [
    "who coaches",
    { purpose: "user", userId: "ann", coachedParticipantId: "a" },
    { target: "user", userId: "ann" },
  ],
  [
    "who barged in",
    { purpose: "agent", userId: "ann", bargedParticipantId: "a" },
    { target: "user", userId: "ann" },
  ],
  [
    "who is consulted",
    { purpose: "user", userId: "ann", consultParticipantId: "a" },
    { target: "user", userId: "ann" },
  ],
];

const world = (participants: Participant[], grant: Grant = "client-credentials", me = "ann") => {
  const clock = createClock();
  const sent: ExchangeRequest[] = [];
  const client = composeClient({
    clock,
    grant,
    transport: (request) => {
      if (request.url.endsWith("/users/me")) return Promise.resolve(ok({ id: me }));
      if (request.method === "GET") return Promise.resolve(ok(conversation(...participants)));
      sent.push(request);
      return Promise.resolve(ok());
    },
  });
  const verdict = async (
    action: ParticipantAction,
    target: Partial<Target>,
    allowLastCustomer = true,
  ): Promise<Verdict> => {
    const before = sent.length;
    const update: ParticipantUpdate = {
      action,
      target: { conversationId: "c", target: "agent", which: "newest", ...target },
      allowLastCustomer,
      attributes: { order: "7" },
      destination: "a queue",
      transferTo: "queue",
    };
    try {
      const { already } = await clock.runUntil(updateParticipant(client, update));
      assert.equal(sent.length - before, already ? 0 : 1);
      return already ? "already" : "send";
    } catch (error) {
      assert.ok(error instanceof GenesysError);
      assert.equal(sent.length, before);
      return error.code as Verdict;
    }
  };
  return { verdict, sent };
};

describe("what need not be done to a leg any more", () => {
  it("is judged for every action", () => {
    const supervision = ["monitor", "coach", "barge"];
    assert.deepEqual([...Object.keys(ALL_OFF), ...supervision].sort(), [...PARTICIPANT_ACTIONS].sort());
  });

  for (const [state, communication, more, verdicts] of LEGS)
    it(`a leg that is ${state}`, async () => {
      for (const [who, person, target] of PEOPLE) {
        const theirs = party("p", "agent", { ...person, ...more, calls: [structuredClone(communication)] });
        const present = [connected("c0", "customer", 1), theirs].filter(
          (one) => one === theirs || target.target !== "customer",
        );
        const got: ChangeVerdicts = {};
        // An account for each: what one has changed a moment ago is not believed to be the old state.
        for (const action of Object.keys(verdicts) as ParticipantAction[])
          got[action] = await world(present).verdict(action, target);
        assert.deepEqual(got, verdicts, who);
      }
    });

  it("a leg that is given by ids: nothing is read, so everything is sent, but for who has left", async () => {
    const ids = { target: "ids", participantId: "p", communicationId: "k" } as const;
    const ended = party("p", "agent", { userId: "ann", calls: [leg("k", "disconnected")] });
    for (const allowLastCustomer of [true, false]) {
      const { verdict } = world([ended]);
      for (const action of ["hold", "resume", "record"] as const)
        assert.equal(await verdict(action, ids, allowLastCustomer), "send", action);
      const read = allowLastCustomer ? "send" : "already";
      assert.equal(await verdict("disconnect", ids, allowLastCustomer), read);
    }
  });

  it("several legs that have all ended, of which only one is meant", async () => {
    const ended = ["k1", "k2"].map((id, each) =>
      party(id, "agent", { userId: "ann", calls: [leg(id, "disconnected", { disconnectedTime: at(each) })] }),
    );
    const { verdict } = world(ended);
    for (const which of ["newest", "oldest", "only"] as const)
      assert.equal(await verdict("disconnect", { target: "user", userId: "ann", which }), "already");
  });

  it("a named party who has left, while another is there in their place", async () => {
    const gone = [
      party("p", "agent", { userId: "ann", calls: [leg("k", "terminated", { connectedTime: at(5) })] }),
      party("p", "agent", { userId: "ann", calls: [leg("k", "disconnected", { disconnectedTime: at(9) })] }),
    ];
    for (const left of gone) {
      const { verdict, sent } = world([left, connected("b", "agent", 20, { userId: "bob" })]);
      const named = { which: "named", participantId: "p", communicationId: "k" } as const;
      assert.equal(await verdict("disconnect", named), "already");
      assert.equal(await verdict("disconnect", { ...named, which: "newest" }), "send");
      assert.equal(await verdict("disconnect", { which: "named", participantId: "b" }), "send");
      assert.equal(await verdict("disconnect", { which: "named", participantId: "unknown" }), "send");
      assert.ok(sent.every(({ url }) => url.includes("/participants/b")));
    }
  });

  it("an attribute that has this value already", async () => {
    const { verdict } = world([
      party("p", "agent", { userId: "ann", attributes: { order: "7" }, calls: [live({})] }),
    ]);
    assert.equal(await verdict("setAttributes", { target: "agent" }), "already");
  });
});

describe("a message, an e-mail, a callback", () => {
  for (const array of ["messages", "emails", "callbacks"] as const)
    it(`among ${array} is disconnected while it is live, parked ones included, and not twice`, async () => {
      for (const state of ["alerting", "connected", "parked", "transmitting", "scheduled", "offering"]) {
        const { verdict } = world([party("p", "agent", { userId: "ann", [array]: [leg("k", state)] })]);
        assert.equal(await verdict("disconnect", { target: "agent" }), "send", state);
      }
      for (const more of [{ state: "disconnected" }, { state: "parked", disconnectedTime: at(3) }]) {
        const { verdict } = world([party("p", "agent", { userId: "ann", [array]: [{ id: "k", ...more }] })]);
        assert.equal(await verdict("disconnect", { target: "agent" }), "already");
      }
    });
});

describe("a supervision that is already so", () => {
  const LINKS = {
    monitor: "monitoredParticipantId",
    coach: "coachedParticipantId",
    barge: "bargedParticipantId",
  } as const;
  const THEIRS: [string, Partial<Participant>, Verdict][] = [
    ["is connected", { calls: [live({})] }, "already"],
    ["rings at the supervisor", { calls: [leg("s", "alerting")] }, "already"],
    ["has no leg yet", { calls: [] }, "already"],
    ["says null for its end", { calls: [live({})], endTime: null as unknown as string }, "already"],
    ["has ended", { calls: [leg("s", "disconnected")], endTime: at(8) }, "send"],
    ["has ended, which the participant does not say", { calls: [leg("s", "disconnected")] }, "send"],
    ["says connected beside the time of its end", { calls: [live({ disconnectedTime: at(8) })] }, "send"],
    ["is another person's", { calls: [live({})], userId: "sam" }, "send"],
    ["is of nobody who can be named", { calls: [live({})], userId: undefined as unknown as string }, "send"],
  ];
  for (const [action, link] of Object.entries(LINKS) as [keyof typeof LINKS, string][])
    for (const [what, more, verdict] of THEIRS)
      it(`${action}: ${verdict} where it ${what}`, async () => {
        const supervisor = party("s", "user", { userId: "me", [link]: "a", ...more });
        const agent = connected("a", "agent", 3, { userId: "ann" });
        const found = world([connected("c0", "customer", 1), agent, supervisor], "authorization-code", "me");
        assert.equal(await found.verdict(action, { target: "agent" }), verdict);
      });

  it("is of this kind, and of this agent", async () => {
    const agent = connected("a", "agent", 3, { userId: "ann" });
    const monitor = party("s", "user", { userId: "me", monitoredParticipantId: "a", calls: [live({})] });
    const found = world([agent, monitor], "authorization-code", "me");
    assert.equal(await found.verdict("coach", { target: "agent" }), "send");
    const other = party("s", "user", { userId: "me", coachedParticipantId: "b", calls: [live({})] });
    const another = world([agent, other], "authorization-code", "me");
    assert.equal(await another.verdict("coach", { target: "agent" }), "send");
  });
});
