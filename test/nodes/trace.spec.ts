import assert from "node:assert/strict";
import { masked, person, shortId, shortOperation, storedName, traceText } from "../../nodes/lib/node/trace";
import { loadOperations } from "../../nodes/lib/facts/operations";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { casesOf } from "../support/cases";
import { openBench, type Bench } from "../support/flow";
import { moduleOf } from "../support/nodes";

/** What each node shows for the message of its cases, with names and without; the time follows. */
const TRACES: Record<string, [names: string, noNames: string]> = {
  "genesys-get-conversation": ["Casey Customer · call", "call"],
  "genesys-set-postflow": ["Casey Customer · → +1555…142", "→ +1555…142"],
  "genesys-delete-postflow": ["Casey Customer · → none", "→ none"],
  "genesys-wrap-up": ["Resolved · Ada Agent", "Resolved"],
  "genesys-place-call": ["+1555…142 created", "+1555…142 created"],
  "genesys-send-message": ["→ +1555…123", "→ +1555…123"],
  "genesys-reply-message": ["text", "text"],
  "genesys-update-participant": ["disconnect · Ada Agent", "disconnect"],
  "genesys-simulate": ["customerCalls", "customerCalls"],
};

describe("the status after success", () => {
  let bench: Bench | undefined;
  afterEach(async () => {
    await bench?.close();
    bench = undefined;
  });

  const statusOf = async (type: string, account: Record<string, unknown>, config = {}) => {
    bench = await openBench(moduleOf(type), type, config, { account });
    const { msg = {} } = casesOf("byDefault").find((one) => one.type === type) ?? {};
    const out = await bench.send({ ...(typeof msg === "function" ? msg(bench.simulator) : msg) });
    assert.equal(out.at, "result", out.msg.error?.message);
    await bench.clock.advance(300);
    return { ...bench.statuses.at(-1) } as Record<string, unknown>;
  };

  for (const [type, [names, noNames]] of Object.entries(TRACES)) {
    it(`is what was done and when: ${type}`, async () => {
      const { text, ...rest } = await statusOf(type, { successStatus: "names" });
      delete rest.source; // Node-RED's own
      assert.match(String(text), / · \d\d:\d\d$/);
      assert.equal(String(text).replace(/ · \d\d:\d\d$/, ""), names);
      assert.deepEqual(rest, { fill: "green", shape: "dot" });
    });

    it(`has no name of a person where the account hides them: ${type}`, async () => {
      const { text } = await statusOf(type, { successStatus: "noNames" });
      assert.equal(String(text).replace(/ · \d\d:\d\d$/, ""), noNames);
    });
  }

  it("has the name that the dialog has stored for a chosen id", async () => {
    const id = idOf("flow Satisfaction survey");
    const destination = { destination: id, destinationType: "str" };
    const names = { [id]: "Satisfaction survey" };
    for (const [stored, shown] of [
      [{ names }, "→ Satisfaction survey"],
      [{}, `→ ${id.slice(0, 8)}`],
      [{ names: { other: "Sales" } }, `→ ${id.slice(0, 8)}`],
      [{ names: "Satisfaction survey" }, `→ ${id.slice(0, 8)}`],
    ] as const) {
      const account = { successStatus: "noNames" };
      const { text } = await statusOf("genesys-set-postflow", account, { ...destination, ...stored });
      assert.match(String(text), new RegExp(`^${shown} · \\d\\d:\\d\\d$`));
      await bench?.close();
      bench = undefined;
    }
  });

  it("has the name of a queue that is called", async () => {
    const id = idOf("queue Support");
    const config = {
      ...{ destinationType: "queue", destination: id, destinationValueType: "str" },
      names: { [id]: "Support" },
    };
    const { text } = await statusOf("genesys-place-call", { successStatus: "names" }, config);
    assert.match(String(text), /^Support created · /);
  });

  it("takes only a text for a name, and of the id itself", () => {
    const names = JSON.parse('{"a": "Support", "b": 7, "c": " ", "__proto__": {"d": "Sales"}}') as unknown;
    const found = ["a", "b", "c", "d", "toString", undefined].map((id) => storedName(names, id));
    assert.deepEqual(found, ["Support", ...Array<undefined>(5).fill(undefined)]);
    for (const other of [null, undefined, 7, ["x"]]) assert.equal(storedName(other, "a"), undefined);
  });

  for (const account of [{}, { successStatus: "none" }])
    it(`is empty, as before, for an account with ${JSON.stringify(account)}`, async () => {
      assert.deepEqual(await statusOf("genesys-get-conversation", account), {});
    });

  it("masks numbers, addresses and ids", () => {
    assert.equal(masked("+1 (555) 555-0142"), "+1555…142");
    assert.equal(masked("+4930123456789"), "+4930…789");
    assert.equal(masked("casey@example.com"), "c…com");
    assert.equal(masked("110"), "…");
    assert.equal(masked("fe00260d-2b3b-44ff-bc25-6008f321c168"), "fe00260d");
    assert.equal(masked({ number: 1 }), "…");
  });

  it("masks a number that the platform gives as a name", () => {
    assert.deepEqual(person("+15555550142"), { person: "+1555…142" });
    assert.deepEqual(person("Casey Customer"), { person: "Casey Customer" });
    assert.equal(person(undefined), undefined);
  });

  it("has the first and the last words of an operation with a long name", () => {
    const names = loadOperations().map(({ id }) => shortOperation(id));
    assert.deepEqual(
      names.filter((name) => name.length > 20 || name.endsWith("…")),
      [],
    );
    assert.equal(shortOperation("getUsersMe"), "getUsersMe");
    assert.equal(shortOperation("putConversationsEmailMessagesDraft"), "put…MessagesDraft");
    assert.equal(shortOperation("getConversationsMessagingIntegrationsOpen"), "get…IntegrationsOpen");
  });

  it("has the beginning of a code's id where the platform gives no name", () => {
    assert.equal(shortId("f60790fb-bb5a-427e-8ce0-355caeb5349b"), "f60790fb");
    assert.equal(shortId("read"), "read");
  });

  it("is cut where it is longer than fits below a node, and keeps the time", () => {
    const text = traceText("names", 0, () => [person("N".repeat(200))]);
    assert.match(text ?? "", /^N{47}… · \d\d:\d\d$/);
  });
});
