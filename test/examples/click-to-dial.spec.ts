import assert from "node:assert/strict";
import { openOnOrg, type ExampleOnOrg } from "../support/example-on-org";

const PLACE = "postConversationsCallsUserUserId";

describe("37 - Click to dial, in detail", function () {
  this.timeout(60_000);
  let example: ExampleOnOrg;
  before(async () => (example = await openOnOrg("37")));
  after(() => example.close());
  beforeEach(() => example.org.log.clear());

  const url = (): string => `http://127.0.0.1:${process.env.PORT}/click-to-dial`;
  const click = async (body: unknown, type = "application/json"): Promise<[number, string]> => {
    const headers = { "content-type": type };
    const request = { method: "POST", headers, body: typeof body === "string" ? body : JSON.stringify(body) };
    const response = await fetch(`${url()}/calls`, request);
    const { number, message } = (await response.json()) as { number?: string; message?: string };
    return [response.status, number ?? message ?? ""];
  };
  const agent = "fay.agent@example.com";

  it("serves a page that sends what the agent enters to the endpoint beside it", async () => {
    const response = await fetch(url());
    assert.match(response.headers.get("content-type") ?? "", /^text\/html/);
    assert.match(
      await response.text(),
      /<input name="agent"[\s\S]*<input name="number"[\s\S]*"click-to-dial\/calls"/,
    );
  });

  it("places one call on behalf of the agent, however often the agent clicks meanwhile", async () => {
    const body = { agent, number: "(555) 555-0161" };
    const responses = await Promise.all([click(body), click(body), click(body)]);
    const again: [number, string] = [409, "A call of this agent is being placed."];
    assert.deepEqual(responses.sort(), [[201, "+15555550161"], again, again]);
    assert.equal(example.org.log.count(PLACE), 1);
    assert.deepEqual(await click({ agent: "gus.agent@example.com", number: "+15555550162" }), [
      201,
      "+15555550162",
    ]);
  });

  it("returns the status and the sentence of an error, and lets the agent try again", async () => {
    const [status, message] = await click({ agent: "hana.agent@example.com", number: "12" });
    assert.equal(status, 400);
    assert.match(message, /too short/);
    const noStation = await click({ agent: "nora.nostation@example.com", number: "+15555550163" });
    assert.equal(noStation[0], 422);
    assert.equal((await click({ agent: "hana.agent@example.com", number: "+15555550163" }))[0], 201);
  });

  it("accepts neither a form, which a page of another site could send, nor a request without a number", async () => {
    const form = "agent=fay.agent@example.com&number=%2B15555550164";
    assert.equal((await click(form, "application/x-www-form-urlencoded"))[0], 415);
    assert.equal((await click({ agent }))[0], 400);
    assert.equal(example.org.log.count(PLACE), 0);
  });
});
