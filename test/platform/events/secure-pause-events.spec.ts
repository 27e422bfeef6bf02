import assert from "node:assert/strict";
import type { Participant } from "../../../nodes/lib/platform/conversation/conversation";
import { connected, leg } from "../../support/conversation";
import { agent, customer, play, TALKING } from "../../support/consult-frames";

describe("the events of a secure pause", () => {
  const shows = (securePause: boolean | undefined, recordingState = "active") => ({
    securePause,
    recordingState,
  });
  const eventsOf = (frames: Parameters<typeof play>[0]) =>
    play(frames).flatMap((one) => (/^secure|toRead/.test(one.event) ? [[one.event, one.to]] : []));

  it("are its beginning and its end, each once", () => {
    const frames: [number, Participant[], object][] = [
      [6, TALKING, shows(false)],
      [10, TALKING, shows(true, "paused")],
      [11, TALKING, shows(true, "paused")],
      [40, TALKING, shows(false)],
      [50, TALKING, shows(true, "paused")],
    ];
    assert.deepEqual(eventsOf(frames), [
      ["securePaused", "paused"],
      ["secureResumed", "active"],
      ["securePaused", "paused"],
    ]);
  });

  it("are none for a recording that pauses because of a hold, and none where nothing is said", () => {
    assert.deepEqual(
      eventsOf([
        [6, TALKING, shows(false)],
        [10, TALKING, shows(false, "paused")],
        [20, TALKING, {}],
      ]),
      [],
    );
  });

  it("are not believed right after the beginning: the conversation is read", () => {
    assert.deepEqual(
      eventsOf([
        [6, TALKING, shows(false)],
        [10, TALKING, shows(true)],
        [12, TALKING, shows(false)],
      ]),
      [
        ["securePaused", "paused"],
        ["toRead", "conversation"],
      ],
    );
  });

  it("are none where a conversation is seen for the first time, paused already, because a colleague has just joined", () => {
    const colleague = connected("g", "agent", 45, { userId: "bea" });
    assert.deepEqual(eventsOf([[46, [...TALKING, colleague], shows(true, "paused")]]), []);
    const [young] = eventsOf([[6, TALKING, shows(true, "paused")]]);
    assert.deepEqual(young, ["securePaused", "paused"], "of a conversation that has just begun it is news");
  });

  it("are seen on the leg of a call, too", () => {
    const paused = [customer(), agent({ calls: [leg("a-c", "connected", { securePause: true })] })];
    assert.deepEqual(
      eventsOf([
        [6, TALKING, shows(false)],
        [10, paused, {}],
      ]),
      [["securePaused", "paused"]],
    );
  });
});
