import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import getConversation from "../../nodes/genesys-get-conversation";
import type { CallFailure } from "../../nodes/lib/platform/calls/call-progress";
import type { ErrorCode, Outcome } from "../../nodes/lib/platform/errors/errors";
import { accountSettings } from "../../nodes/lib/platform/auth/settings";
import { messageOf } from "../../nodes/lib/platform/events/message";
import { EVENT_NAMES } from "../../nodes/lib/platform/events/types";
import type { Delivery } from "../../nodes/lib/platform/conversation/message";
import type { Warning } from "../../nodes/lib/platform/errors/warnings";
import names from "../facts/public-names.json";
import { dialogOf, ROOT } from "../support/dialogs";
import { nodeTypes } from "../support/nodes";
import { openBench } from "../support/flow";
import { CALL } from "../support/seed";

interface Names {
  label?: string;
  /** The natural target of a node that acts on a participant. */
  target?: string;
  inputs: string[];
  /** With the value that a new node has. */
  options: Record<string, unknown>;
  values: Record<string, string[]>;
}
const nodes = names.nodes as Record<string, Names>;
const page = (name: string): string => readFileSync(join(ROOT, name), "utf8");
const NODES = page("docs/nodes.md");
const PAGES = NODES + page("docs/errors.md") + page("docs/events.md");

/** What Zod knows of an option, as far as it is read here. */
interface Known {
  def: { type: string; innerType?: Known; defaultValue?: unknown };
  options?: string[];
}
interface NodeModule {
  definition?: { options: { shape: Record<string, Known> } };
  options?: { shape: Record<string, Known> };
}

/** The options as the runtime reads them. */
const schemaOf = (type: string): Record<string, Known> => {
  if (type === "genesys-account") return accountSettings.shape;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the list of nodes is data
  const { definition, options } = require(join(ROOT, "nodes", type)) as NodeModule;
  return (definition?.options ?? options)?.shape ?? {};
};

const inputsOf = ({ target, inputs }: Names): string[] => [
  ...(target === undefined ? [] : names.target.inputs),
  ...inputs,
];
const optionsOf = ({ target, options }: Names): Record<string, unknown> => ({
  ...(target === undefined ? {} : { target, which: "named" }),
  ...options,
});
/** What an option is in a stored node that lacks it, where that is not what it is in a new node (decision 14). */
const MISSING: Record<string, unknown> = { which: "newest" };
const valuesOf = ({ target, values }: Names): Record<string, string[]> => ({
  ...(target === undefined ? {} : names.target.options),
  ...values,
});
/** `destinationType` is an option of one node: the type of its input `destination` has another name. */
const typeOf = (name: string, node: Names): string =>
  `${name}Type` in node.options ? `${name}ValueType` : `${name}Type`;

describe("the public names, of which none may go", () => {
  it("are those of the nodes in package.json", () => {
    assert.deepEqual(nodeTypes().sort(), Object.keys(nodes).sort());
  });

  for (const [type, node] of Object.entries(nodes))
    describe(type, () => {
      it("keeps the properties that flows are stored with, and has none that is not listed", () => {
        const { defaults } = dialogOf(type);
        const isConfig = type === "genesys-account";
        const common = isConfig ? ["name"] : ["name", "account"];
        const output = isConfig || type === "genesys-events" ? [] : ["errorOutput", "outputs"];
        const inputs = inputsOf(node).flatMap((name) => [name, typeOf(name, node)]);
        const all = [...common, ...output, ...inputs, ...Object.keys(optionsOf(node))];
        assert.deepEqual(Object.keys(defaults).sort(), all.sort());
      });

      it("keeps the values that its options have in a new node", () => {
        const { defaults } = dialogOf(type);
        for (const [name, value] of Object.entries(optionsOf(node))) {
          assert.equal(JSON.stringify(defaults[name]?.value), JSON.stringify(value), name);
          assert.equal(defaults[name]?.missing, MISSING[name], `${name} where a stored node lacks it`);
        }
      });

      it("keeps the values that may be chosen", () => {
        const { html } = dialogOf(type);
        for (const [name, values] of Object.entries(valuesOf(node))) {
          const { def } = schemaOf(type)[name] ?? {};
          const offered = [...html.matchAll(/<option value="([^"]+)"/g)].map(([, value]) => value);
          const allowed = def?.innerType?.options ?? offered.filter((one) => values.includes(one ?? ""));
          assert.deepEqual([...allowed].sort(), [...values].sort(), name);
        }
      });

      it("reads a flow that was stored before an option was added", () => {
        const stored = Object.entries(schemaOf(type)).filter(([, { def }]) => def.type === "default");
        for (const [name, { def }] of stored)
          assert.deepEqual(
            def.defaultValue,
            MISSING[name] ?? optionsOf(node)[name],
            `${name} left out is what a new node has, unless its dialog says otherwise`,
          );
      });

      it("has all of them in docs/nodes.md, its palette label too", () => {
        const [shared = "", ...sections] = NODES.split(/^## (?=genesys-)/m);
        const section = sections.find((each) => each.startsWith(`${type}\n`)) ?? "";
        const values = Object.values(node.values).flat();
        const isShared = (name: string): boolean => shared.includes(`\`${name}\``);
        const missing = [...node.inputs, ...Object.keys(node.options), ...values].filter(
          (name) => !section.includes(`\`${name}\``) && !(values.includes(name) && isShared(name)),
        );
        if (type !== "genesys-simulate") assert.deepEqual(missing, []);
        if (node.target !== undefined) assert.match(section, /_Target_/);
        if (node.label === undefined) return;
        const words = readFileSync(join(ROOT, `nodes/locales/en-US/${type}.json`), "utf8");
        assert.equal((JSON.parse(words) as { paletteLabel: string }).paletteLabel, node.label);
      });
    });

  it("are the error codes, in the tables of README and docs/errors.md but for the one that is never reported", () => {
    const codes: Record<ErrorCode, true> = {
      ...{
        input: true,
        config: true,
        auth: true,
        noTarget: true,
        ambiguous: true,
        denied: true,
        missing: true,
      },
      ...{ conflict: true, rejected: true, limited: true, server: true, network: true, timeout: true },
      ...{ answer: true, closed: true },
    };
    const outcomes: Record<Outcome, true> = { notSent: true, refused: true, unknown: true, done: true };
    assert.deepEqual(Object.keys(codes).sort(), [...names.codes].sort());
    assert.deepEqual(Object.keys(outcomes).sort(), [...names.outcomes].sort());
    const [, summary = ""] = page("README.md").split("## Errors");
    const table = page("docs/errors.md");
    for (const word of [...names.codes, ...names.outcomes])
      if (word !== "closed")
        assert.ok(table.includes(`\`${word}\``) && summary.includes(`\`${word}\``), word);
  });

  it("are the ends of a call and of a message, by which a flow goes on", () => {
    const failures: Record<CallFailure | "noStation", true> = {
      ...{ busy: true, noAnswer: true, declined: true, unreachable: true, cancelled: true, failed: true },
      noStation: true,
    };
    const verdicts: Record<Delivery["verdict"], true> = { delivered: true, failed: true, unknown: true };
    assert.deepEqual(Object.keys(failures).sort(), [...names.callFailures].sort());
    assert.deepEqual(Object.keys(verdicts).sort(), [...names.verdicts].sort());
    for (const word of [...names.callFailures, ...names.verdicts])
      assert.ok(PAGES.includes(`\`${word}\``), word);
  });

  it("are the events and the properties of their messages", () => {
    assert.deepEqual([...EVENT_NAMES].sort(), [...names.events].sort());
    const told = { participantId: "p", communicationId: "c", userId: "u", queueId: "q" };
    const event = { event: "connected", key: "k", conversationId: "x", mediaType: "call" } as const;
    const change = { from: "a", to: "b", occurredAt: 1, recovered: false, payload: {} };
    const message = messageOf({ ...event, ...told, ...change }, { topicName: "t" });
    assert.deepEqual(Object.keys(message).sort(), [...names.eventProperties].sort());
    for (const word of [...names.events, ...names.eventProperties])
      assert.ok(PAGES.includes(`\`${word}\``), word);
  });

  it("are the codes of a status, which are the keys of its texts and are listed in docs/nodes.md", () => {
    const catalogue = readFileSync(join(ROOT, "nodes/locales/en-US/genesys-account.json"), "utf8");
    const { status } = JSON.parse(catalogue) as { status: Record<string, string> };
    assert.deepEqual(Object.keys(status).sort(), [...names.statusCodes].sort());
    const [, section = ""] = NODES.split("### Status");
    for (const code of names.statusCodes) assert.ok(section.includes(`\`${code}\``), code);
  });

  it("are the codes of the warnings of a request that was sent", () => {
    const codes: Record<Warning["code"], true> = { invocationDataUnused: true };
    assert.deepEqual(Object.keys(codes), names.warnings);
    for (const code of names.warnings) assert.ok(NODES.includes(`\`${code}\``), code);
  });

  it("are the properties of a message after success", async () => {
    const config = { conversationId: CALL.conversationId, conversationIdType: "str", target: "agent" };
    const bench = await openBench(getConversation, "genesys-get-conversation", config);
    try {
      const { msg } = await bench.send({ topic: "kept" });
      const { genesys, ...rest } = msg as typeof msg & { genesys: { rateLimit: object } };
      assert.deepEqual(
        Object.keys(rest).sort(),
        [...names.ids, "payload", "topic", "_msgid"]
          .filter((name) => name in rest || name !== "_msgid")
          .sort(),
      );
      assert.deepEqual(Object.keys(genesys).sort(), [...names.facts].sort());
      assert.deepEqual(Object.keys(genesys.rateLimit).sort(), [...names.rateLimit].sort());
    } finally {
      await bench.close();
    }
  });
});
