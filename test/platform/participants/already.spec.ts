import assert from "node:assert/strict";
import type { Communication, Participant } from "../../../nodes/lib/platform/conversation/conversation";
import {
  isAboutRecording,
  isConsulting,
  PARTICIPANT_ACTIONS,
  type ParticipantAction,
} from "../../../nodes/lib/platform/participants/ways";
import type { Target } from "../../../nodes/lib/platform/conversation/target";
import { ANN, at, connected, leg, party } from "../../support/conversation";
import { liveLeg, OFF, openParticipants, type Verdict } from "../../support/already";

type ChangeVerdicts = Partial<Record<ParticipantAction, Verdict>>;
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
  ["connected", liveLeg({}), {}, ALL_OFF],
  ["connected, and nothing else is known", leg("k", "connected", { connectedTime: at(5) }), {}, ALL_SENT],
  [
    "connected, with null for all that is not known",
    leg("k", "connected", {
      ...(Object.fromEntries(Object.keys(OFF).map((name) => [name, null])) as Partial<Communication>),
    }),
    {},
    ALL_SENT,
  ],
  ["connected, with errorInfo", liveLeg({ errorInfo: ERROR }), { errorInfo: ERROR }, ALL_OFF],
  [
    "held",
    liveLeg({ held: true, startHoldTime: at(9) }),
    {},
    { ...ALL_OFF, hold: "already", resume: "send" },
  ],
  ["muted", liveLeg({ muted: true }), {}, { ...ALL_OFF, mute: "already", unmute: "send" }],
  // A confined party is held, too, by the confinement: whether it was also put on hold is not known.
  [
    "confined",
    liveLeg({ confined: true, held: true }),
    {},
    { ...ALL_OFF, confine: "already", release: "send", hold: "send", resume: "send" },
  ],
  [
    "confined, and said not to be held",
    liveLeg({ confined: true }),
    {},
    { ...ALL_OFF, confine: "already", release: "send", hold: "send", resume: "send" },
  ],
  ["recorded", liveLeg({ recording: true, recordingState: "active" }), {}, RECORDED],
  ["recorded, by the flag alone", recordingAs({ recording: true }), {}, RECORDED],
  ["recorded, by the state alone", recordingAs({ recordingState: "active" }), {}, RECORDED],
  ["recorded, in capitals", recordingAs({ recording: true, recordingState: "ACTIVE" }), {}, RECORDED],
  ["not recorded, by the flag alone", recordingAs({ recording: false }), {}, ALL_OFF],
  ["not recorded, by the state alone", recordingAs({ recordingState: "NONE" }), {}, ALL_OFF],
  [
    "securely paused",
    liveLeg({ recording: true, recordingState: "paused", securePause: true }),
    {},
    BOTH_SENT,
  ],
  [
    "paused, without the flag of the secure pause",
    liveLeg({ recording: true, recordingState: "paused" }),
    {},
    BOTH_SENT,
  ],
  ["paused, by the state alone", recordingAs({ recordingState: "paused" }), {}, BOTH_SENT],
  ["paused, by the secure pause alone", recordingAs({ securePause: true }), {}, BOTH_SENT],
  [
    "paused, by the secure pause beside a recording",
    liveLeg({ ...ON, held: false, muted: false, confined: false, securePause: true }),
    {},
    BOTH_SENT,
  ],
  ["paused, and said not to be recorded", liveLeg({ recordingState: "paused" }), {}, BOTH_SENT],
  ["recorded by the flag, not by the state", liveLeg({ recording: true }), {}, RECORDED],
  ["recorded by the state, not by the flag", liveLeg({ recordingState: "active" }), {}, BOTH_SENT],
  ...["alerting", "dialing", "contacting", "offering", "queued", "none"].flatMap(
    (state): (typeof LEGS)[number][] => [
      [state, leg("k", state, OFF), {}, ALL_OFF],
      // No participant can be on hold before they have answered: such flags are ignored.
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
  ["connected, with a disconnected time", liveLeg({ disconnectedTime: at(9) }), {}, ENDED],
  ["alerting, with a disconnected time", leg("k", "alerting", { disconnectedTime: at(9) }), {}, ENDED],
  ["connected, of a participant who has left", liveLeg({}), { endTime: at(9) }, ENDED],
  ["ended, with errorInfo", leg("k", "disconnected", { errorInfo: ERROR }), { errorInfo: ERROR }, ENDED],
];

/** Who they are: what they are to the conversation changes nothing about what is already so. */
const PEOPLE: [who: string, participant: Partial<Participant>, target: Partial<Target>][] = [
  ["an agent", { purpose: "agent", userId: ANN }, { target: "agent" }],
  ["a user", { purpose: "user", userId: ANN }, { target: "user", userId: ANN }],
  ["a customer", { purpose: "customer" }, { target: "customer" }],
  ["an external party", { purpose: "external" }, { target: "customer" }],
  [
    "who monitors",
    { purpose: "user", userId: ANN, monitoredParticipantId: "a" },
    { target: "user", userId: ANN },
  ],
  [
    "who coaches",
    { purpose: "user", userId: ANN, coachedParticipantId: "a" },
    { target: "user", userId: ANN },
  ],
  [
    "who barged in",
    { purpose: "agent", userId: ANN, bargedParticipantId: "a" },
    { target: "user", userId: ANN },
  ],
  [
    "who is consulted",
    { purpose: "user", userId: ANN, consultParticipantId: "a" },
    { target: "user", userId: ANN },
  ],
];

describe("what need not be done to a leg any more", () => {
  it("is judged for every action", () => {
    const elsewhere = PARTICIPANT_ACTIONS.filter(
      (action) => isConsulting(action) || isAboutRecording(action),
    );
    const others = ["monitor", "coach", "barge", ...elsewhere];
    assert.deepEqual([...Object.keys(ALL_OFF), ...others].sort(), [...PARTICIPANT_ACTIONS].sort());
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
          got[action] = await openParticipants(present).verdict(action, target);
        assert.deepEqual(got, verdicts, who);
      }
    });
});
