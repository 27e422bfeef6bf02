import assert from "node:assert/strict";
import { CASEY, sendMessageBench, SHOP, SMS, WHATSAPP } from "../support/benches/send-message";

describe("genesys-send-message", () => {
  const { bench, open } = sendMessageBench();
  afterEach(() => bench().close());

  describe("names what is wrong before anything is sent", () => {
    const bad: [
      name: string,
      config: Record<string, unknown>,
      msg: Record<string, unknown>,
      field: string,
      says: RegExp,
    ][] = [
      ["a number that is none", {}, { ...SMS, toAddress: "hello" }, "toAddress", /NOT_A_NUMBER/],
      ["a number without a country", {}, { ...SMS, toAddress: "5555550123" }, "toAddress", /country/],
      ["a number that is too short", {}, { ...SMS, toAddress: "+1555" }, "toAddress", /too short/],
      ["a text too long for an SMS", {}, { ...SMS, text: "x".repeat(766) }, "text", /766 characters.*765/],
      [
        "a text too long for WhatsApp",
        { channel: "whatsapp" },
        { toAddress: CASEY, fromAddress: WHATSAPP, text: "x".repeat(2001) },
        "text",
        /2001 characters.*2000/,
      ],
      ["two bodies at once", {}, { ...SMS, template: "welcome" }, "text", /only one of them/],
      ["no body", {}, { ...SMS, text: " " }, "text", /requires either/],
      [
        "a template that is none",
        {},
        { ...SMS, text: undefined, template: { id: 7 } },
        "template",
        /responseId/,
      ],
      [
        "parameters that are none",
        {},
        { ...SMS, text: undefined, template: { responseId: "a", parameters: "b" } },
        "template",
        /parameters/,
      ],
      [
        "a template for an open channel",
        { channel: "open" },
        { toAddress: "u", fromAddress: SHOP, template: "welcome" },
        "template",
        /only text/,
      ],
      [
        "a number in place of an open channel's integration",
        { channel: "open" },
        { ...SMS, toAddress: "u" },
        "fromAddress",
        /integration/,
      ],
      ["no sender", {}, { ...SMS, fromAddress: undefined }, "fromAddress", /msg\.fromAddress is blank/],
      ["no receiver", {}, { ...SMS, toAddress: undefined }, "toAddress", /msg\.toAddress is blank/],
      [
        "no queue",
        { mode: "attended" },
        { toAddress: CASEY, text: "Hi" },
        "queueId",
        /msg\.queueId is blank/,
      ],
    ];
    for (const [name, config, msg, field, says] of bad)
      it(name, async () => {
        await open(config);
        const { at, msg: out } = await bench().send(msg);
        assert.equal(at, "catch");
        assert.equal(out.error?.code, "input");
        assert.equal(out.error?.cause?.field, field);
        assert.equal(out.error?.cause?.outcome, "notSent");
        assert.match(out.error?.message ?? "", says);
        assert.equal(bench().simulator.log.entries().length, 0);
      });
  });
});
