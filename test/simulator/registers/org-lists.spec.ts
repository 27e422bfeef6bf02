import assert from "node:assert/strict";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { checkedCaller } from "../../support/models";
import { START, type Got } from "../caller";
import { CERTIFICATE } from "./bodies";

/** Lists and settings of the org, and the custom attributes of its conversations, each read back after it was changed. */
describe("simulator: the org's settings and custom attributes", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  beforeEach(() => simulator.reset());
  after(() => simulator.close());

  const call = (method: string, path: string, body?: unknown): Promise<Got> =>
    checkedCaller(simulator).call(method, `/api/v2/${path}`, body);
  const get = async (path: string) => (await call("GET", path)).body;
  const namesIn = async (path: string, field = "name") =>
    ((await get(path))["entities"] as Record<string, unknown>[]).map((each) => each[field]);

  it("has lists of numbers, domains, call routes, scripts and flows, which filters narrow down", async () => {
    assert.deepEqual(await namesIn("routing/sms/phonenumbers", "phoneNumber"), ["+15555550199"]);
    assert.deepEqual(await namesIn("routing/sms/phonenumbers?phoneNumber=%2B1666", "phoneNumber"), []);
    assert.deepEqual(await namesIn("routing/sms/phonenumbers?countryCode=DE", "phoneNumber"), []);
    assert.deepEqual(await namesIn("routing/email/domains", "id"), ["example.com", "acme.example"]);
    assert.deepEqual(await namesIn("architect/ivrs?dnis=%2B15555550199"), ["Main number"]);
    assert.deepEqual(await namesIn("architect/ivrs?dnis=%2B15555550190"), []);
    assert.deepEqual(await namesIn("scripts?name=call"), ["Callback"]);
    assert.deepEqual(await namesIn("scripts/published?name=other"), []);
    assert.equal((await get(`flows/${idOf("flow Main menu")}`))["type"], "INBOUNDCALL");
    assert.equal((await call("GET", "flows/none")).status, 404);
  });

  it("external contacts are searched by words and ids in the body", async () => {
    const search = async (simpleSearch: object) =>
      (await call("POST", "externalcontacts/contacts/search", { operation: { simpleSearch } })).body["total"];
    assert.deepEqual([await search({ query: "casey" }), await search({ query: "unknown" })], [1, 0]);
    assert.equal(await search({ ids: ["none"] }), 0);
  });

  it("gives the time of its own clock, zones in pages, and ranges of addresses", async () => {
    clock.advance(5_000);
    assert.equal((await get("date"))["currentDate"], new Date(clock.now()).toISOString());
    assert.deepEqual(await namesIn("timezones?pageSize=1"), ["Africa/Abidjan"]);
    assert.ok((await namesIn("ipranges", "cidr")).length > 0);
  });

  it("reads certificates, and refuses what is none", async () => {
    const read = await call("POST", "certificate/details", { certificate: `${CERTIFICATE}\n${CERTIFICATE}` });
    const [first, second] = read.body["certificateDetails"] as Record<string, unknown>[];
    assert.match(String(first?.["subject"]), /CN=sso.example.com/);
    assert.equal(first?.["signatureValid"], true);
    assert.deepEqual(second, first);
    for (const certificate of ["none", CERTIFICATE.replace("MIIB", "AAAA")])
      assert.equal((await call("POST", "certificate/details", { certificate })).status, 400);
  });

  it("conversation settings take effect a moment after they are accepted, one by one", async () => {
    const before = await get("conversations/settings");
    assert.equal((await call("PATCH", "conversations/settings", { totalActiveCallback: true })).status, 202);
    assert.deepEqual(await get("conversations/settings"), before);
    clock.advance(1_000);
    assert.deepEqual(await get("conversations/settings"), { ...before, totalActiveCallback: true });
  });

  it("key configurations are created, replaced and listed; an address that is none is refused", async () => {
    const path = "conversations/keyconfigurations";
    const body = { url: "https://keys.example.com/key", keyConfigurationType: "LocalKeyManager" };
    const { id } = (await call("POST", path, body)).body;
    await call("PUT", `${path}/${String(id)}`, { ...body, keyConfigurationType: "None" });
    assert.equal((await get(`${path}/${String(id)}`))["keyConfigurationType"], "None");
    assert.deepEqual(await namesIn(path, "keyConfigurationType"), ["None"]);
    assert.deepEqual((await call("POST", `${path}/validate`, body)).body, body);
    assert.equal((await call("POST", `${path}/validate`, { ...body, url: "no address" })).status, 400);
  });

  describe("custom attributes", () => {
    const SCHEMAS = "conversations/customattributes/schemas";
    const jsonSchema = {
      $schema: "http://json-schema.org/draft-04/schema#",
      title: "Order",
      properties: { number: { type: "integer" } },
    };
    const RECORDS = `conversations/${START.conversationId}/customattributes`;
    const record = { id: "order", customAttributes: { number: 7 } };
    const createSchema = async () => String((await call("POST", SCHEMAS, jsonSchema)).body["id"]);
    const attributes = async () => (await get(`${RECORDS}/order`))["customAttributes"];

    it("have schemas with versions; a change names the version that it was made from", async () => {
      const id = await createSchema();
      const change = { version: 1, enabled: true, jsonSchema: { ...jsonSchema, title: "Orders" } };
      assert.equal((await call("PUT", `${SCHEMAS}/${id}`, change)).body["version"], 2);
      assert.equal((await call("PUT", `${SCHEMAS}/${id}`, change)).status, 400);
      assert.equal((await get(`${SCHEMAS}/${id}`))["version"], 2);
      assert.deepEqual(await namesIn(`${SCHEMAS}/${id}/versions`, "version"), [1, 2]);
      const first = await get(`${SCHEMAS}/${id}/versions/1`);
      assert.deepEqual(first["jsonSchema"], jsonSchema);
      assert.equal((await call("GET", `${SCHEMAS}/${id}/versions/3`)).status, 404);
      assert.deepEqual(await namesIn(SCHEMAS, "id"), [id]);
    });

    it("have core types and limits", async () => {
      assert.ok((await namesIn(`${SCHEMAS}/coretypes`)).includes("text"));
      assert.equal((await get(`${SCHEMAS}/coretypes/text`))["name"], "text");
      assert.equal((await call("GET", `${SCHEMAS}/coretypes/none`)).status, 404);
      assert.equal((await get(`${SCHEMAS}/limits`))["maxNumberOfSchemasPerOrg"], 200);
    });

    it("are set, added to, listed, searched and deleted", async () => {
      assert.equal((await call("PATCH", RECORDS, record)).status, 404);
      assert.equal((await call("PUT", RECORDS, record)).body["id"], "order");
      await call("PATCH", RECORDS, { id: "order", customAttributes: { colour: "red" } });
      assert.deepEqual(await attributes(), { number: 7, colour: "red" });
      await call("PUT", RECORDS, { id: "order", version: 2, customAttributes: { number: 9 } });
      assert.deepEqual(await attributes(), { number: 9 });
      assert.equal((await call("PUT", RECORDS, { ...record, version: 2 })).status, 400);
      assert.equal(((await get(RECORDS))["results"] as unknown[]).length, 1);
      const found = await call("POST", "conversations/customattributes/search", { pageSize: 10 });
      assert.equal(found.body["total"], 1);
      await call("DELETE", `${RECORDS}/order`);
      assert.equal((await call("GET", `${RECORDS}/order`)).status, 404);
    });

    it("are several in one request, each with its own outcome, and fit the schema that they name", async () => {
      const schemaId = await createSchema();
      const wrong = { id: "other", schemaId, customAttributes: { colour: "red" } };
      const put = await call("PUT", `${RECORDS}/bulk`, [{ ...record, schemaId }, wrong]);
      const codes = (got: Got) =>
        Object.values(got.body["results"] as Record<string, { statusCode: number }>).map(
          ({ statusCode }) => statusCode,
        );
      assert.deepEqual(codes(put), [200, 400]);
      const change = { customAttributes: { number: 8 } };
      const patch = await call("PATCH", `${RECORDS}/bulk`, [
        { id: "order", ...change },
        { id: "none", ...change },
      ]);
      assert.deepEqual(codes(patch), [200, 404]);
      assert.deepEqual(await attributes(), { number: 8 });
    });
  });
});
