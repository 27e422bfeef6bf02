import assert from "node:assert/strict";
import { made, type Fields } from "../../support/anonymised";

describe("what a capture keeps", () => {
  it("keeps times, states, enumerations, durations, sizes, switches and error codes", () => {
    const kept = {
      ...{
        state: "connected",
        direction: "inbound",
        purpose: "customer",
        disconnectType: "transfer.noanswer",
      },
      ...{
        connectedTime: "2026-03-02T09:00:01.000Z",
        wrapupPrompt: "mandatory",
        provider: "Edge",
        held: true,
      },
      ...{
        durationSeconds: 12,
        alertingTimeoutMs: 30_000,
        recordingState: "NONE",
        participantType: "External",
      },
      ...{
        metric: "tTalk",
        mediaType: "VOICE",
        eventTime: 1_772_442_000_000,
        messageStatus: "delivery-success",
      },
      ...{
        errorInfo: { code: "error.ininedgecontrol.connection.station.offline" },
        wrapup: {},
        segments: [],
      },
      disconnectReasons: [{ type: "sip", code: 410, phrase: "Gone" }],
    };
    assert.deepEqual(made(kept), kept);
  });

  it("replaces the same values in fields where they say something else, and moments of another year", () => {
    const body = {
      ...{ name: "connected", notes: "inbound", state: "Erika", startTime: "1971-05-05T00:00:00.000Z" },
      ...{
        durationSeconds: 493_023_125_001,
        unheardOf: "connected",
        attributes: { state: "connected", muted: true },
      },
    };
    const replaced = made(body);
    for (const name of ["name", "notes", "state", "startTime", "durationSeconds"])
      assert.notEqual(replaced[name], (body as Fields)[name], name);
    assert.ok(!JSON.stringify(replaced).includes("connected"));
    assert.ok(!JSON.stringify(replaced).includes("unheardOf"), "an unknown field has no name of its own");
    assert.match(JSON.stringify(replaced["attributes"]), /^\{"[^"]+":"[^"]+","[^"]+":true\}$/);
  });

  it("keeps the names of attributes that are asked for, not their values", () => {
    const { attributes } = made({ attributes: { tier: "gold", other: "gold" } }, { keepNames: ["tier"] });
    const [[name, value], [another]] = Object.entries(attributes as Fields) as [
      [string, string],
      [string, string],
    ];
    assert.equal(name, "tier");
    assert.notEqual(value, "gold");
    assert.notEqual(another, "other");
  });
});
