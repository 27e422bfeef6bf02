import assert from "node:assert/strict";
import type { Participant } from "../../../nodes/lib/platform/conversation/conversation";
import { ANN, at, connected, leg, party } from "../../support/conversation";
import { liveLeg, openParticipants, type Verdict } from "../../support/already";

describe("a supervision that is already so", () => {
  const LINKS = {
    monitor: "monitoredParticipantId",
    coach: "coachedParticipantId",
    barge: "bargedParticipantId",
  } as const;
  const THEIRS: [string, Partial<Participant>, Verdict][] = [
    ["is connected", { calls: [liveLeg({})] }, "already"],
    ["rings at the supervisor", { calls: [leg("s", "alerting")] }, "already"],
    ["has no leg yet", { calls: [] }, "already"],
    ["says null for its end", { calls: [liveLeg({})], endTime: null as unknown as string }, "already"],
    ["has ended", { calls: [leg("s", "disconnected")], endTime: at(8) }, "send"],
    ["has ended, which the participant does not say", { calls: [leg("s", "disconnected")] }, "send"],
    ["says connected beside the time of its end", { calls: [liveLeg({ disconnectedTime: at(8) })] }, "send"],
    ["is another person's", { calls: [liveLeg({})], userId: "sam" }, "send"],
    [
      "is of no participant who can be named",
      { calls: [liveLeg({})], userId: undefined as unknown as string },
      "send",
    ],
  ];
  for (const [action, link] of Object.entries(LINKS) as [keyof typeof LINKS, string][])
    for (const [what, more, verdict] of THEIRS)
      it(`${action}: ${verdict} where it ${what}`, async () => {
        const supervisor = party("s", "user", { userId: "me", [link]: "a", ...more });
        const agent = connected("a", "agent", 3, { userId: ANN });
        const found = openParticipants(
          [connected("c0", "customer", 1), agent, supervisor],
          "authorization-code",
          "me",
        );
        assert.equal(await found.verdict(action, { target: "agent" }), verdict);
      });

  it("is of this kind, and of this agent", async () => {
    const agent = connected("a", "agent", 3, { userId: ANN });
    const monitor = party("s", "user", { userId: "me", monitoredParticipantId: "a", calls: [liveLeg({})] });
    const found = openParticipants([agent, monitor], "authorization-code", "me");
    assert.equal(await found.verdict("coach", { target: "agent" }), "send");
    const other = party("s", "user", { userId: "me", coachedParticipantId: "b", calls: [liveLeg({})] });
    const another = openParticipants([agent, other], "authorization-code", "me");
    assert.equal(await another.verdict("coach", { target: "agent" }), "send");
  });
});
